#ifndef SONDEO_CLIBXML2_SHIM_H
#define SONDEO_CLIBXML2_SHIM_H

// libxml2's own headers would include those of the system's ICU, which clash with the ICU inside Foundation. Only the
// fields of an encoding handler depend on it, and nothing here looks inside one.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/uri.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>

// `xmlFree` is a global variable that holds a function, which Swift 6 cannot prove to be safe to read.
static inline void sondeo_xml_free(void *memory) { xmlFree(memory); }

// How far the parser has come, from structures that Swift need not know.
static inline int sondeo_xml_line(xmlParserCtxtPtr context) {
    return context != NULL && context->input != NULL ? context->input->line : 0;
}

// The owner of a parser, which its callbacks find again.
static inline void sondeo_xml_set_owner(xmlParserCtxtPtr context, void *owner) { context->_private = owner; }
static inline void *sondeo_xml_owner(void *context) {
    return context != NULL ? ((xmlParserCtxtPtr)context)->_private : NULL;
}

// Errors of the parser go to `handler` with the parser itself: a schema that is plugged in replaces the user data.
static inline void sondeo_xml_set_error_handler(xmlParserCtxtPtr context, xmlStructuredErrorFunc handler) {
    context->sax->serror = handler;
}

// A SAX handler of version 2 with only these callbacks.
static inline xmlSAXHandler sondeo_xml_handler(
    internalSubsetSAXFunc doctype, startElementNsSAX2Func start, endElementNsSAX2Func end,
    xmlStructuredErrorFunc error) {
    xmlSAXHandler handler = {0};
    handler.initialized = XML_SAX2_MAGIC;
    handler.internalSubset = doctype;
    handler.startElementNs = start;
    handler.endElementNs = end;
    handler.serror = error;
    return handler;
}

// A SAX handler for those who read what a document holds. White space is text like any other.
static inline xmlSAXHandler sondeo_xml_reading_handler(
    internalSubsetSAXFunc doctype, startElementNsSAX2Func start, endElementNsSAX2Func end, charactersSAXFunc text,
    commentSAXFunc comment, processingInstructionSAXFunc instruction, xmlStructuredErrorFunc error) {
    xmlSAXHandler handler = sondeo_xml_handler(doctype, start, end, error);
    handler.characters = text;
    handler.ignorableWhitespace = text;
    handler.cdataBlock = text;
    handler.comment = comment;
    handler.processingInstruction = instruction;
    return handler;
}

#endif
