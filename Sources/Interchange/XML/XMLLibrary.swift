internal import CLibXML2
internal import Glibc
internal import Synchronization

/// Starts libxml2, and takes from it the power to open anything but schemas of ours.
///
/// Documents come from anybody. The options that our parsers are given already keep entities and DTDs from being loaded, but
/// there are other ways for a document to name a file: the schema validator follows `xsi:schemaLocation`, whatever the
/// parser's options say. So the one function through which the library opens things answers only for paths that
/// `XMLSchema` has named.
func startXMLLibrary() {
    xmlInitParser()
    _ = usualLoader
    xmlSetExternalEntityLoader { location, identifier, parser in
        guard let location, let file = SchemaFile(location), ownSchemas.withLock({ $0.contains(file) }) else {
            return nil
        }
        return usualLoader?(location, identifier, parser)
    }
}

/// What opened things before; a global is made when it is first asked for, which is before it is replaced.
private let usualLoader = xmlGetExternalEntityLoader()

/// A file, whatever its path is called: the library writes paths in its own way.
private struct SchemaFile: Hashable {
    private let device: UInt64
    private let number: UInt64

    /// What the library calls a file: its path, or that with spaces and the like as `%20`.
    init?(_ location: UnsafePointer<CChar>) {
        if let file = SchemaFile(String(cString: location)) {
            self = file
            return
        }
        guard let path = xmlURIUnescapeString(location, 0, nil) else { return nil }
        defer { sondeo_xml_free(path) }
        self.init(String(cString: path))
    }

    /// Nil if there is no file; nothing is opened to see that.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
    }
}

/// The schemas that may be opened.
private let ownSchemas = Mutex<Set<SchemaFile>>([])

/// Lets the library open a schema of ours and those that stand beside it under these names.
func allowSchema(_ path: String, beside names: [String]) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let files = ([path] + names.map { folder + $0 }).compactMap(SchemaFile.init)
    ownSchemas.withLock { $0.formUnion(files) }
}
