/* xml_read: reads XML into records, as a table of rules says.
 *
 * A format is described by tables of struct xml_rule: which elements may stand in
 * which, how often, and where in a C struct their contents go. The reader walks the
 * tables while the bytes stream through expat, keeps a stack of the open elements and
 * refuses what the tables do not know, each time with line and column:
 *
 *	line 12, column 5: <Colour> is not known in <Event>
 *
 * Safe against hostile input: document type declarations, and with them entities of
 * one's own, are refused; bytes, depth and text are limited; nothing recurses.
 *
 * Records are plain structs which begin with a struct xml_head. A rule of kind
 * XML_RECORD appends one to a VEC of its parent record, XML_PART fills a struct inside
 * the parent record; the elements below bind to members by offset. Everything lives in
 * the arena given to xml_read_begin(). One reader belongs to one thread.
 */
#ifndef WEFT_KIT_FORMATS_XML_XML_READ_H
#define WEFT_KIT_FORMATS_XML_XML_READ_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Where an element starts, from 1. The column counts bytes. Line 0: it is not there. */
struct xml_head {
	uint32_t line, column;
	int tag; /* of the rule that made the record */
};

/* A number that may be missing. */
struct xml_number {
	bool given;
	int64_t value;
};

enum xml_kind {
	XML_ELEMENTS, /* holds other elements, which bind to the same record */
	XML_RECORD,   /* a new record at the end of the VEC at offset */
	XML_PART,     /* a struct, at offset in the record */
	XML_TEXT,     /* struct str at offset; blanks around it are dropped */
	XML_NUMBER,   /* struct xml_number at offset, within minimum ... maximum */
	XML_SKIP,     /* whatever stands there is passed over */
};

enum xml_flag {
	XML_MUST = 1, /* at least once */
	XML_MANY = 2, /* may stand there more than once */
	XML_ANY = 4,  /* unknown elements inside are passed over, not refused */
};

/* An attribute, which goes to a struct str of the record. Several names may share
 * an offset; it must then be given by at least one of them. */
struct xml_attribute {
	const char *name;
	size_t offset;
	bool must; /* and not empty */
};

/* What an element may be. Tables end with a NULL name and hold at most 64 rules. */
struct xml_rule {
	const char *name;
	enum xml_kind kind;
	unsigned flags;
	size_t offset; /* in the parent's record */
	size_t size;   /* XML_RECORD: of one */
	int tag;       /* XML_RECORD, XML_PART: for the head */
	const struct xml_rule *children;
	const struct xml_attribute *attributes; /* XML_RECORD, XML_PART; ends with a NULL name */
	int64_t minimum, maximum;               /* XML_NUMBER */
};

struct xml_limits {
	size_t max_bytes; /* of the whole document */
	size_t max_text;  /* of one element's text, or of one attribute */
	size_t max_depth;
};

/* What to read: the rule of the outermost element and the zeroed record it binds to. */
struct xml_source {
	const char *name; /* of the file, for errors; NULL: errors begin with the line */
	const struct xml_rule *root;
	void *object;
	struct xml_limits limits;
};

struct xml_reader;

struct xml_reader *xml_read_begin(struct arena *arena, const struct xml_source *source);
void xml_read_end(struct xml_reader *reader); /* NULL is allowed */

/* Take the next bytes; last says that no more will come. After a failure only end. */
bool xml_read_feed(struct xml_reader *reader, struct str bytes, bool last, struct err *err);

/* begin, feed everything, end. */
bool xml_read_text(struct arena *arena, const struct xml_source *source, struct str text,
		   struct err *err);
bool xml_read_stream(struct arena *arena, const struct xml_source *source, FILE *stream,
		     struct err *err);

/* Put "NAME: line 7, column 3: " before the formatted text; the name and the line are
 * left out where unknown. Always returns false. */
bool xml_fault(const char *name, const struct xml_head *at, struct err *err, const char *format,
	       ...) __attribute__((format(printf, 4, 5)));

#endif
