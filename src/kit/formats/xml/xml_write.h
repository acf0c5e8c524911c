/* xml_write: writes XML element by element, indented, escaped and always well-formed.
 *
 * The bytes go to a stream as they come, or stay in a text buffer. The same calls give
 * the same bytes. Names of elements and attributes are the caller's literals; values may
 * be anything: what XML cannot hold (control characters, broken UTF-8) is an error that
 * sticks, told by xml_write_end().
 */
#ifndef WEFT_KIT_FORMATS_XML_XML_WRITE_H
#define WEFT_KIT_FORMATS_XML_XML_WRITE_H

#include "base/err.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { XML_WRITE_MAX_DEPTH = 32 };

struct xml_writer {
	FILE *stream; /* or NULL: everything stays in text */
	struct arena *arena;
	struct text text;
	const char *open[XML_WRITE_MAX_DEPTH];
	size_t depth;
	bool tag_open; /* "<Name" stands there without its ">" */
	struct err err;
};

/* Write the XML declaration. The arena holds the buffer and must outlive the writer. */
void xml_write_begin(struct xml_writer *writer, struct arena *arena, FILE *stream);

/* Open an element; its attributes follow, then its contents. */
void xml_write_open(struct xml_writer *writer, const char *name);
void xml_write_attribute(struct xml_writer *writer, const char *name, struct str value);
/* Close the innermost element: <Name/> if nothing came. */
void xml_write_close(struct xml_writer *writer);

/* <Name>text</Name>, and the same for a number. */
void xml_write_text(struct xml_writer *writer, const char *name, struct str text);
void xml_write_number(struct xml_writer *writer, const char *name, int64_t number);

/* All elements must be closed. The document is in writer->text if there is no stream. */
bool xml_write_end(struct xml_writer *writer, struct err *err) __attribute__((warn_unused_result));

#endif
