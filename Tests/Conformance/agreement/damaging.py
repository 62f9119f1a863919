"""Damages files: one place that reads another way, an end too early, a part of a workbook that is changed."""
import zipfile

from findings import expect


def refused(body, *arguments):
    """Whether a reader or a comparison refuses something. A fault of the test is no refusal."""
    try:
        body(*arguments)
    except (FileNotFoundError, ImportError, NameError):
        raise
    except Exception:
        return True
    return False


def replaced(path, old, new, name="changed", from_end=False):
    """A copy of a file in which one place reads another way; of equal length in binary files."""
    data = path.read_bytes()
    place = data.rfind(old) if from_end else data.find(old)
    expect(place >= 0, f"{path.name} has no {old!r} to change")
    folder = path.parent / "damaged"
    folder.mkdir(exist_ok=True)
    # Data that definitions refer to stand beside them.
    for other in path.parent.glob(path.name.split(".")[0] + ".*"):
        if other.is_file() and other != path:
            (folder / other.name).write_bytes(other.read_bytes())
    changed = folder / path.name
    changed.write_bytes(data[:place] + new + data[place + len(old):])
    return changed


def cut(path, share=0.6):
    """A copy of a file that ends too early."""
    folder = path.parent / "damaged"
    folder.mkdir(exist_ok=True)
    changed = folder / path.name
    data = path.read_bytes()
    changed.write_bytes(data[:int(len(data) * share)])
    return changed


def rezipped(path, change):
    """A copy of a workbook in which `change` was applied to every part."""
    folder = path.parent / "damaged"
    folder.mkdir(exist_ok=True)
    changed, count = folder / path.name, 0
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in book.namelist():
            before = book.read(name)
            after = change(name, before)
            count += before != after
            out.writestr(name, after)
    expect(count == 1, f"{count} parts of {path.name} were changed")
    return changed
