#include "base/vec.h"
#include "kit/formats/xml/xml_read.h"
#include "kit/formats/xml/xml_write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* A small format of our own: a shelf of books. */
struct book {
	struct xml_head head;
	struct str isbn, title;
	struct xml_number pages;
};

struct note {
	struct xml_head head;
	struct str remark;
};

struct shelf {
	struct xml_head head;
	struct str label;
	struct note note;
	VEC(struct book) books;
};

static const struct xml_attribute book_attributes[] = {
	{"isbn", offsetof(struct book, isbn), true},
	{"i", offsetof(struct book, isbn), true},
	{NULL, 0, false},
};

static const struct xml_rule book_rules[] = {
	{.name = "title",
	 .kind = XML_TEXT,
	 .flags = XML_MUST,
	 .offset = offsetof(struct book, title)},
	{.name = "pages",
	 .kind = XML_NUMBER,
	 .offset = offsetof(struct book, pages),
	 .minimum = 1,
	 .maximum = 5000},
	{.name = NULL},
};

static const struct xml_rule note_rules[] = {
	{.name = "remark", .kind = XML_TEXT, .offset = offsetof(struct note, remark)},
	{.name = NULL},
};

static const struct xml_rule books_rules[] = {
	{.name = "book",
	 .kind = XML_RECORD,
	 .flags = XML_MANY,
	 .tag = 7,
	 .offset = offsetof(struct shelf, books),
	 .size = sizeof(struct book),
	 .children = book_rules,
	 .attributes = book_attributes},
	{.name = NULL},
};

static const struct xml_rule shelf_rules[] = {
	{.name = "note",
	 .kind = XML_PART,
	 .flags = XML_ANY,
	 .offset = offsetof(struct shelf, note),
	 .children = note_rules},
	{.name = "books", .kind = XML_ELEMENTS, .children = books_rules},
	{.name = "history", .kind = XML_SKIP},
	{.name = NULL},
};

static const struct xml_attribute shelf_attributes[] = {
	{"label", offsetof(struct shelf, label), false},
	{NULL, 0, false},
};

static const struct xml_rule shelf_rule = {
	.name = "shelf",
	.kind = XML_PART,
	.children = shelf_rules,
	.attributes = shelf_attributes,
};

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_create(4096);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static struct xml_source source_for(struct shelf *shelf, const char *name)
{
	*shelf = (struct shelf){0};
	return (struct xml_source){
		.name = name,
		.root = &shelf_rule,
		.object = shelf,
		.limits = {.max_bytes = 20000, .max_text = 1000, .max_depth = 8},
	};
}

static void assert_str(struct str got, const char *want)
{
	assert_int_equal(got.len, strlen(want));
	assert_memory_equal(got.ptr, want, got.len);
}

static void check_shelf(const struct shelf *shelf)
{
	assert_str(shelf->label, "top & left");
	assert_str(shelf->note.remark, "two\n  lines");
	assert_int_equal(shelf->books.n, 2);
	assert_str(shelf->books.at[0].isbn, "1");
	assert_str(shelf->books.at[0].title, "Œuvres <1>");
	assert_true(shelf->books.at[0].pages.given);
	assert_int_equal(shelf->books.at[0].pages.value, 320);
	assert_int_equal(shelf->books.at[0].head.line, 7);
	assert_int_equal(shelf->books.at[0].head.column, 3);
	assert_int_equal(shelf->books.at[0].head.tag, 7);
	assert_str(shelf->books.at[1].isbn, "2");
	assert_str(shelf->books.at[1].title, "");
	assert_non_null(shelf->books.at[1].title.ptr);
	assert_false(shelf->books.at[1].pages.given);
}

static const struct str good = STR_INIT(
	"\xEF\xBB\xBF<?xml version='1.0'?>\n"
	"<shelf label='top &amp; left' xmlns:x='urn:x' x:y='z'>\n"
	"<note><remark>\n two\n  lines \t</remark><else a='b'><deep/>text</else></note>\n"
	"<books>\r\n"
	"  <book isbn='1'><pages> 320\n</pages><title>Œuvres <![CDATA[<1>]]></title></book>\n"
	"  <book i='2'><title/></book>\n"
	"</books><history><books>1</books></history></shelf>\n");

static void reads_what_the_tables_describe(void **state)
{
	struct shelf shelf;
	const struct xml_source source = source_for(&shelf, NULL);
	struct err err = {0};

	(void)state;
	assert_true(xml_read_text(arena, &source, good, &err));
	check_shelf(&shelf);
}

static void reads_the_same_from_any_pieces(void **state)
{
	(void)state;
	for (size_t piece = 1; piece < 40; piece++) {
		struct shelf shelf;
		const struct xml_source source = source_for(&shelf, NULL);
		struct xml_reader *reader = xml_read_begin(arena, &source);
		struct err err = {0};

		for (size_t from = 0; from < good.len; from += piece) {
			const size_t to = from + piece < good.len ? from + piece : good.len;

			assert_true(xml_read_feed(reader, str_slice(good, from, to), false, &err));
		}
		assert_true(xml_read_feed(reader, STR(""), true, &err));
		xml_read_end(reader);
		check_shelf(&shelf);
	}
}

static void says_what_is_wrong_and_where(void **state)
{
	static const struct {
		struct str text;
		const char *want;
	} cases[] = {
		{STR_INIT(""), "f.xml: line 1, column 1: the file ends before a <shelf>"},
		{STR_INIT("<shelf>"), "f.xml: line 1, column 8: the file ends before </shelf>"},
		{STR_INIT("<shelf><books><bo"),
		 "f.xml: line 1, column 15: the file ends before </books>"},
		{STR_INIT("<cupboard/>"), "f.xml: line 1, column 1: the document begins with "
					  "<cupboard> instead of <shelf>"},
		{STR_INIT("<shelf>\n <lamp/></shelf>"),
		 "f.xml: line 2, column 2: <lamp> is not known in <shelf>"},
		{STR_INIT("<shelf><books/>\n<books/></shelf>"),
		 "f.xml: line 2, column 1: a second <books> in <shelf>"},
		{STR_INIT("<shelf colour=''/>"),
		 "f.xml: line 1, column 1: <shelf> has no attribute colour"},
		{STR_INIT("<shelf><books n='3'/></shelf>"),
		 "f.xml: line 1, column 8: <books> has no attribute n"},
		{STR_INIT("<shelf><books><book><title/></book></books></shelf>"),
		 "f.xml: line 1, column 15: <book> needs the attribute isbn"},
		{STR_INIT("<shelf><books><book isbn=''><title/></book></books></shelf>"),
		 "f.xml: line 1, column 15: <book> needs the attribute isbn"},
		{STR_INIT("<shelf><books>\n\n<book i='1'></book></books></shelf>"),
		 "f.xml: line 3, column 1: <book> lacks <title>"},
		{STR_INIT("<shelf><books>\nnone</books></shelf>"),
		 "f.xml: line 2, column 1: text inside <books>, which holds only elements"},
		{STR_INIT("<shelf><books><book i='1'><title><b/></title></book></books></shelf>"),
		 "f.xml: line 1, column 34: <b> is not known in <title>"},
		{STR_INIT("<shelf><books><book i='1'><pages>1e3</pages></book></books></shelf>"),
		 "f.xml: line 1, column 27: <pages> must be a whole number, not \"1e3\""},
		{STR_INIT("<shelf><books><book i='1'><pages/></book></books></shelf>"),
		 "f.xml: line 1, column 27: <pages> must be a whole number, not \"\""},
		{STR_INIT("<shelf><books><book i='1'><pages>0</pages></book></books></shelf>"),
		 "f.xml: line 1, column 27: <pages> must be between 1 and 5000, not 0"},
		{STR_INIT("<shelf><books></shelf>"), "f.xml: line 1, column 17: mismatched tag"},
		{STR_INIT("<shelf>&nbsp;</shelf>"), "f.xml: line 1, column 8: undefined entity"},
		{STR_INIT("<shelf>\xFF</shelf>"),
		 "f.xml: line 1, column 8: not well-formed (invalid token)"},
		{STR_INIT("<shelf/><shelf/>"),
		 "f.xml: line 1, column 9: junk after document element"},
		{STR_INIT("<!DOCTYPE shelf SYSTEM 'file:///etc/passwd'><shelf/>"),
		 "f.xml: line 1, column 44: a document type declaration is not allowed here"},
		{STR_INIT("<!DOCTYPE shelf [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>"
			  "<shelf>&b;</shelf>"),
		 "f.xml: line 1, column 17: a document type declaration is not allowed here"},
		{STR_INIT("<shelf><history><a><a><a><a><a><a><a/></a></a></a></a></a></a>"
			  "</history></shelf>"),
		 "f.xml: line 1, column 35: elements are nested more than 8 deep"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct shelf shelf;
		const struct xml_source source = source_for(&shelf, "f.xml");
		struct err err = {0};

		assert_false(xml_read_text(arena, &source, cases[i].text, &err));
		assert_int_equal(err.kind, ERR_INVALID);
		assert_string_equal(err.text, cases[i].want);
	}
}

static void refuses_more_than_its_limits(void **state)
{
	static const char *const wants[] = {
		"line 1, column 1: the attribute label is too long",
		"line 1, column 22: the text of <remark> is too long",
		"longer than the 20000 bytes that are allowed",
	};
	struct text texts[3];

	(void)state;
	for (size_t i = 0; i < 3; i++)
		text_init(&texts[i], arena);
	text_put(&texts[0], STR("<shelf label='"));
	text_put(&texts[1], STR("<shelf><note><remark>"));
	for (size_t i = 0; i < 1001; i++)
		for (size_t j = 0; j < 2; j++)
			text_put_char(&texts[j], 'x');
	text_put(&texts[0], STR("'/>"));
	text_put(&texts[1], STR("</remark></note></shelf>"));
	for (size_t i = 0; i < 20001; i++)
		text_put_char(&texts[2], ' ');
	for (size_t i = 0; i < 3; i++) {
		struct shelf shelf;
		const struct xml_source source = source_for(&shelf, NULL);
		struct err err = {0};

		assert_false(xml_read_text(arena, &source, text_str(&texts[i]), &err));
		assert_string_equal(err.text, wants[i]);
	}
}

static void writes_what_it_reads(void **state)
{
	static const char want[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				   "<shelf label=\"&lt;&amp;&quot;&#9;&#10;\">\n"
				   "\t<books>\n"
				   "\t\t<book isbn=\"é\">\n"
				   "\t\t\t<title>a &lt; b &amp; \"c\" &gt; d</title>\n"
				   "\t\t\t<pages>12</pages>\n"
				   "\t\t</book>\n"
				   "\t</books>\n"
				   "\t<history/>\n"
				   "</shelf>\n";
	struct xml_writer writer;
	struct shelf shelf;
	const struct xml_source source = source_for(&shelf, NULL);
	struct err err = {0};

	(void)state;
	xml_write_begin(&writer, arena, NULL);
	xml_write_open(&writer, "shelf");
	xml_write_attribute(&writer, "label", STR("<&\"\t\n"));
	xml_write_open(&writer, "books");
	xml_write_open(&writer, "book");
	xml_write_attribute(&writer, "isbn", STR("é"));
	xml_write_text(&writer, "title", STR("a < b & \"c\" > d"));
	xml_write_number(&writer, "pages", 12);
	xml_write_close(&writer);
	xml_write_close(&writer);
	xml_write_text(&writer, "history", STR(""));
	xml_write_close(&writer);
	assert_true(xml_write_end(&writer, &err));
	assert_str(text_str(&writer.text), want);
	assert_true(xml_read_text(arena, &source, text_str(&writer.text), &err));
	assert_str(shelf.label, "<&\"\t\n");
	assert_str(shelf.books.at[0].title, "a < b & \"c\" > d");
}

static void refuses_to_write_what_xml_cannot_hold(void **state)
{
	static const struct str bad[] = {
		STR_INIT("a\x01"),        STR_INIT("\xC0\x80"),         STR_INIT("\xED\xA0\x80"),
		STR_INIT("\xEF\xBF\xBF"), STR_INIT("\xF4\x90\x80\x80"), STR_INIT("\xE2\x82"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct xml_writer writer;
		struct err err = {0};

		xml_write_begin(&writer, arena, NULL);
		xml_write_text(&writer, "shelf", bad[i]);
		assert_false(xml_write_end(&writer, &err));
		assert_int_equal(err.kind, ERR_INVALID);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_the_tables_describe),
		cmocka_unit_test(reads_the_same_from_any_pieces),
		cmocka_unit_test(says_what_is_wrong_and_where),
		cmocka_unit_test(refuses_more_than_its_limits),
		cmocka_unit_test(writes_what_it_reads),
		cmocka_unit_test(refuses_to_write_what_xml_cannot_hold),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
