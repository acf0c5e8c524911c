#include "kit/formats/xml/xml_read.h"

#include "base/text.h"
#include "base/vec.h"

#include <assert.h>
#include <errno.h>
#include <expat.h>
#include <stdarg.h>
#include <string.h>

enum { MAX_RULES = 64, CHUNK_BYTES = 1 << 16, MAX_SHOWN = 60 };

/* An element that is open, and the record its children bind to. */
struct frame {
	const struct xml_rule *rule;
	char *object;
	uint64_t seen; /* which of the rule's children came, by position */
	struct xml_head head;
};

struct xml_reader {
	struct arena *own;   /* frames and the text buffer */
	struct arena *arena; /* the records */
	struct xml_source source;
	XML_Parser parser;
	struct frame *frame;
	size_t depth;    /* frames open */
	size_t skipping; /* elements open inside one that is passed over */
	size_t n_bytes;
	struct text text; /* of the open XML_TEXT or XML_NUMBER element */
	struct err err;   /* the first fault */
};

bool xml_fault(const char *name, const struct xml_head *at, struct err *err, const char *format,
	       ...)
{
	char text[sizeof err->text];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	(void)err_at(err, at == NULL ? 0 : at->line, at == NULL ? 0 : at->column, "%s", text);
	if (name != NULL)
		(void)err_in(err, name);
	return false;
}

static uint32_t narrow(XML_Size number)
{
	return number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
}

static struct xml_head here(const struct xml_reader *reader, int tag)
{
	return (struct xml_head){
		.line = narrow(XML_GetCurrentLineNumber(reader->parser)),
		.column = narrow(XML_GetCurrentColumnNumber(reader->parser) + 1),
		.tag = tag,
	};
}

/* Remember the fault and let expat stop. */
static void stop(struct xml_reader *reader)
{
	assert(reader->err.kind != ERR_NONE);
	(void)XML_StopParser(reader->parser, XML_FALSE);
}

static void __attribute__((format(printf, 2, 3)))
fault(struct xml_reader *reader, const char *format, ...)
{
	const struct xml_head at = here(reader, 0);
	char text[sizeof reader->err.text];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	(void)xml_fault(reader->source.name, &at, &reader->err, "%s", text);
	stop(reader);
}

/* Names of someone else's making are cut to a length that leaves room for the reason. */
static int shown(const char *name)
{
	const size_t len = strlen(name);

	return len > MAX_SHOWN ? MAX_SHOWN : (int)len;
}

static struct frame *top(struct xml_reader *reader)
{
	return &reader->frame[reader->depth - 1];
}

static bool holds_elements(const struct xml_rule *rule)
{
	return rule->kind != XML_TEXT && rule->kind != XML_NUMBER;
}

/* --- attributes ------------------------------------------------------------ */

/* Namespace declarations and the like say nothing to us. */
static bool is_foreign(const char *name)
{
	return strncmp(name, "xmlns", 5) == 0 || strchr(name, ':') != NULL;
}

static bool store_attribute(struct xml_reader *reader, const struct frame *frame, const char *name,
			    const char *value)
{
	const struct xml_attribute *attribute = frame->rule->attributes;

	if (is_foreign(name))
		return true;
	for (; attribute != NULL && attribute->name != NULL; attribute++) {
		const size_t len = strlen(value);
		struct str copy;

		if (strcmp(attribute->name, name) != 0)
			continue;
		if (len > reader->source.limits.max_text) {
			fault(reader, "the attribute %s is too long", attribute->name);
			return false;
		}
		copy = arena_str(reader->arena, (struct str){value, len});
		memcpy(frame->object + attribute->offset, &copy, sizeof copy);
		return true;
	}
	fault(reader, "<%s> has no attribute %.*s", frame->rule->name, shown(name), name);
	return false;
}

static bool take_attributes(struct xml_reader *reader, const struct frame *frame,
			    const char **pairs)
{
	const struct xml_attribute *attribute = frame->rule->attributes;

	for (; pairs[0] != NULL; pairs += 2)
		if (!store_attribute(reader, frame, pairs[0], pairs[1]))
			return false;
	for (; attribute != NULL && attribute->name != NULL; attribute++) {
		struct str value;

		memcpy(&value, frame->object + attribute->offset, sizeof value);
		if (attribute->must && value.len == 0) {
			fault(reader, "<%s> needs the attribute %s", frame->rule->name,
			      attribute->name);
			return false;
		}
	}
	return true;
}

/* --- elements -------------------------------------------------------------- */

static char *append_record(struct xml_reader *reader, char *object, const struct xml_rule *rule)
{
	/* Any VEC looks like this; copied because the member's type is another one. */
	struct {
		void *at;
		size_t n, cap;
	} vec;
	char *item;

	memcpy(&vec, object + rule->offset, sizeof vec);
	vec_reserve(reader->arena, &vec.at, &vec.cap, vec.n + 1, rule->size);
	item = (char *)vec.at + vec.n * rule->size;
	vec.n++;
	memcpy(object + rule->offset, &vec, sizeof vec);
	return item;
}

/* Open the element of a rule inside the record of its parent. */
static void open_element(struct xml_reader *reader, const struct xml_rule *rule, char *object,
			 const char **attributes)
{
	struct frame *frame = &reader->frame[reader->depth];
	const struct xml_head head = here(reader, rule->tag);

	*frame = (struct frame){.rule = rule, .object = object, .head = head};
	if (rule->kind == XML_RECORD)
		frame->object = append_record(reader, object, rule);
	else if (rule->kind == XML_PART)
		frame->object = object + rule->offset;
	if (rule->kind == XML_RECORD || rule->kind == XML_PART)
		memcpy(frame->object, &head, sizeof head);
	reader->depth++;
	text_clear(&reader->text);
	(void)take_attributes(reader, frame, attributes);
}

static const struct xml_rule *find_child(struct xml_reader *reader, const char *name)
{
	struct frame *frame = top(reader);
	const struct xml_rule *rule = frame->rule->children;

	for (size_t i = 0; rule != NULL && rule->name != NULL; i++, rule++) {
		const uint64_t bit = UINT64_C(1) << i;

		assert(i < MAX_RULES);
		if (strcmp(rule->name, name) != 0)
			continue;
		if ((frame->seen & bit) != 0 && (rule->flags & XML_MANY) == 0) {
			fault(reader, "a second <%s> in <%s>", name, frame->rule->name);
			return NULL;
		}
		frame->seen |= bit;
		return rule;
	}
	if (!holds_elements(frame->rule) || (frame->rule->flags & XML_ANY) == 0)
		fault(reader, "<%.*s> is not known in <%s>", shown(name), name, frame->rule->name);
	return NULL;
}

static void XMLCALL on_start(void *user, const char *name, const char **attributes)
{
	struct xml_reader *reader = user;
	const struct xml_rule *rule = reader->source.root;
	char *object = reader->source.object;

	if (reader->err.kind != ERR_NONE)
		return;
	if (reader->depth + reader->skipping >= reader->source.limits.max_depth) {
		fault(reader, "elements are nested more than %zu deep",
		      reader->source.limits.max_depth);
		return;
	}
	if (reader->skipping > 0) {
		reader->skipping++;
		return;
	}
	if (reader->depth > 0) {
		object = top(reader)->object;
		rule = find_child(reader, name);
	} else if (strcmp(name, rule->name) != 0) {
		fault(reader, "the document begins with <%.*s> instead of <%s>", shown(name), name,
		      rule->name);
	}
	if (reader->err.kind != ERR_NONE)
		return;
	if (rule == NULL || rule->kind == XML_SKIP)
		reader->skipping = 1;
	else
		open_element(reader, rule, object, attributes);
}

static void store_number(struct xml_reader *reader, const struct frame *frame, struct str text)
{
	const struct xml_rule *rule = frame->rule;
	struct xml_number number = {.given = true};

	if (!str_to_i64(text, &number.value))
		(void)xml_fault(reader->source.name, &frame->head, &reader->err,
				"<%s> must be a whole number, not \"%.*s\"", rule->name,
				text.len > MAX_SHOWN ? MAX_SHOWN : (int)text.len,
				text.ptr == NULL ? "" : text.ptr);
	else if (number.value < rule->minimum || number.value > rule->maximum)
		(void)xml_fault(reader->source.name, &frame->head, &reader->err,
				"<%s> must be between %lld and %lld, not %lld", rule->name,
				(long long)rule->minimum, (long long)rule->maximum,
				(long long)number.value);
	else
		memcpy(frame->object + rule->offset, &number, sizeof number);
	if (reader->err.kind != ERR_NONE)
		stop(reader);
}

static void store_text(struct xml_reader *reader, const struct frame *frame)
{
	const struct str text = str_trim(text_str(&reader->text));
	struct str copy;

	if (frame->rule->kind == XML_NUMBER) {
		store_number(reader, frame, text);
		return;
	}
	/* Also of an empty text: the pointer says that the element is there. */
	copy = arena_str(reader->arena, text);
	memcpy(frame->object + frame->rule->offset, &copy, sizeof copy);
}

/* What must stand in the element and does not. */
static void check_complete(struct xml_reader *reader, const struct frame *frame)
{
	const struct xml_rule *rule = frame->rule->children;

	for (size_t i = 0; rule != NULL && rule->name != NULL; i++, rule++) {
		if ((rule->flags & XML_MUST) == 0 || (frame->seen >> i & 1) != 0)
			continue;
		(void)xml_fault(reader->source.name, &frame->head, &reader->err, "<%s> lacks <%s>",
				frame->rule->name, rule->name);
		stop(reader);
		return;
	}
}

static void XMLCALL on_end(void *user, const char *name)
{
	struct xml_reader *reader = user;
	const struct frame *frame;

	(void)name; /* expat has compared it */
	if (reader->err.kind != ERR_NONE)
		return;
	if (reader->skipping > 0) {
		reader->skipping--;
		return;
	}
	frame = top(reader);
	if (holds_elements(frame->rule))
		check_complete(reader, frame);
	else
		store_text(reader, frame);
	reader->depth--;
}

static void XMLCALL on_text(void *user, const char *bytes, int n)
{
	struct xml_reader *reader = user;
	const struct str s = {bytes, n > 0 ? (size_t)n : 0};

	if (reader->err.kind != ERR_NONE || reader->skipping > 0)
		return;
	if (holds_elements(top(reader)->rule)) {
		if (str_trim(s).len > 0 && (top(reader)->rule->flags & XML_ANY) == 0)
			fault(reader, "text inside <%s>, which holds only elements",
			      top(reader)->rule->name);
		return;
	}
	if (reader->text.len + s.len > reader->source.limits.max_text) {
		fault(reader, "the text of <%s> is too long", top(reader)->rule->name);
		return;
	}
	text_put(&reader->text, s);
}

static void XMLCALL on_doctype(void *user, const char *name, const char *system_id,
			       const char *public_id, int has_subset)
{
	struct xml_reader *reader = user;

	(void)name, (void)system_id, (void)public_id, (void)has_subset;
	if (reader->err.kind == ERR_NONE)
		fault(reader, "a document type declaration is not allowed here");
}

/* --- the whole ------------------------------------------------------------- */

struct xml_reader *xml_read_begin(struct arena *arena, const struct xml_source *source)
{
	enum { OWN_BLOCK = 16 << 10 };
	struct arena *own = arena_create(OWN_BLOCK);
	struct xml_reader *reader = arena_new(own, struct xml_reader);

	assert(source->limits.max_depth > 0);
	reader->own = own;
	reader->arena = arena;
	reader->source = *source;
	reader->frame = arena_array(own, struct frame, source->limits.max_depth);
	text_init(&reader->text, own);
	reader->parser = XML_ParserCreate(NULL);
	if (reader->parser == NULL) {
		(void)err_set(&reader->err, ERR_SYSTEM, "Cannot start the XML parser");
		return reader;
	}
	XML_SetUserData(reader->parser, reader);
	XML_SetElementHandler(reader->parser, on_start, on_end);
	XML_SetCharacterDataHandler(reader->parser, on_text);
	XML_SetStartDoctypeDeclHandler(reader->parser, on_doctype);
	return reader;
}

void xml_read_end(struct xml_reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->parser != NULL)
		XML_ParserFree(reader->parser);
	arena_destroy(reader->own);
}

/* The input ends too early: what it should have had. */
static void fault_at_end(struct xml_reader *reader)
{
	if (reader->depth == 0)
		fault(reader, "the file ends before a <%s>", reader->source.root->name);
	else
		fault(reader, "the file ends before </%s>", top(reader)->rule->name);
}

static bool feed_chunk(struct xml_reader *reader, struct str bytes, bool last)
{
	enum XML_Error code;

	if (XML_Parse(reader->parser, bytes.len == 0 ? "" : bytes.ptr, (int)bytes.len, last) ==
	    XML_STATUS_OK)
		return true;
	code = XML_GetErrorCode(reader->parser);
	if (reader->err.kind == ERR_NONE && code == XML_ERROR_NO_MEMORY)
		(void)err_set(&reader->err, ERR_SYSTEM, "Not enough memory to read XML");
	else if (reader->err.kind == ERR_NONE &&
		 (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN))
		fault_at_end(reader);
	else if (reader->err.kind == ERR_NONE)
		fault(reader, "%s", XML_ErrorString(code));
	return false;
}

bool xml_read_feed(struct xml_reader *reader, struct str bytes, bool last, struct err *err)
{
	bool ok = reader->err.kind == ERR_NONE;

	if (ok && bytes.len > reader->source.limits.max_bytes - reader->n_bytes) {
		(void)xml_fault(reader->source.name, NULL, &reader->err,
				"longer than the %zu bytes that are allowed",
				reader->source.limits.max_bytes);
		ok = false;
	}
	reader->n_bytes += ok ? bytes.len : 0;
	while (ok && bytes.len > CHUNK_BYTES) {
		ok = feed_chunk(reader, str_slice(bytes, 0, CHUNK_BYTES), false);
		bytes = str_slice(bytes, CHUNK_BYTES, bytes.len);
	}
	ok = ok && feed_chunk(reader, bytes, last);
	if (!ok)
		*err = reader->err;
	return ok;
}

bool xml_read_text(struct arena *arena, const struct xml_source *source, struct str text,
		   struct err *err)
{
	struct xml_reader *reader = xml_read_begin(arena, source);
	const bool ok = xml_read_feed(reader, text, true, err);

	xml_read_end(reader);
	return ok;
}

bool xml_read_stream(struct arena *arena, const struct xml_source *source, FILE *stream,
		     struct err *err)
{
	struct xml_reader *reader = xml_read_begin(arena, source);
	char *chunk = arena_array(reader->own, char, CHUNK_BYTES);
	const char *name = source->name == NULL ? "the XML document" : source->name;
	bool ok = true, last = false;

	while (ok && !last) {
		const size_t n = fread(chunk, 1, CHUNK_BYTES, stream);

		last = n < CHUNK_BYTES;
		if (last && ferror(stream))
			ok = errno == EISDIR
				     ? err_set(err, ERR_INVALID, "%s is a folder, not a file", name)
				     : err_set(err, ERR_SYSTEM, "Cannot read %s", name);
		else
			ok = xml_read_feed(reader, (struct str){chunk, n}, last, err);
	}
	xml_read_end(reader);
	return ok;
}
