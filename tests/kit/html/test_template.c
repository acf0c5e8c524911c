/* What compiled templates write, and what the compiler refuses with which sentence. */
#include "kit/html/html.h"
#include "kit/html/lang.h"
#include "sample.html.h"
#include "sample.json.h"
#include "tmpl/tmpl.h"

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

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

static const struct sample_lesson lessons[] = {
	{STR_INIT("Maths <7B> & \"co\""), "A-12", 8 * 60 + 5, true},
	{STR_INIT("Art"), NULL, 13 * 60, false},
};

static struct sample_page page(size_t n)
{
	return (struct sample_page){STR("Ada O'Hara"), STR("javascript:alert(1)"), lessons, n};
}

static void draws_a_page_with_everything_escaped(void **state)
{
	struct html out;
	struct sample_page p = page(2);

	(void)state;
	html_init(&out, arena, NULL);
	sample_page(&out, &p);
	text_put_char(&out.text, '\0');
	assert_string_equal(
		out.text.ptr,
		"<h1>Week of Ada O&#39;Hara</h1>\n"
		"<p><a href=\"#\">2</a> <a href=\"/teachers/Ada%20O%27Hara?all=1\">x</a></p>\n"
		"<p>2 lessons, from 08:05</p>\n"
		"<ul>\n"
		"<li class=\"lesson\" title=\"A-12\" hidden>"
		"<b>Maths &lt;7B&gt; &amp; &quot;co&quot;</b> 8:05 am</li>\n"
		"<li class=\"lesson\"><b>Art</b> 1:00 pm</li>\n"
		"</ul>\n"
		"<pre>\n  kept\n</pre>\nab c\n@handle\n<svg><path d=\"M0 0\"/></svg>\n");
}

static void draws_in_spanish(void **state)
{
	static const char po[] = "# comment\n"
				 "msgid \"\"\nmsgstr \"Language: es\\n\"\n\n"
				 "msgid \"Week of {1}\"\nmsgstr \"Semana de {1}\"\n"
				 "msgid \"one lesson|{1} lessons\"\n"
				 "msgstr \"una \"\n\"clase|{1} clases\"\n"
				 "msgid \"am\"\nmsgstr \"a. m.\"\n";
	struct html out;
	struct lang es;
	struct err err;
	struct sample_page p = page(1);

	(void)state;
	assert_true(lang_read(arena, STR("es"), str_from(po), &es, &err));
	html_init(&out, arena, &es);
	sample_page(&out, &p);
	text_put_char(&out.text, '\0');
	assert_non_null(strstr(out.text.ptr, "<h1>Semana de Ada O&#39;Hara</h1>"));
	assert_non_null(strstr(out.text.ptr, "<p>una clase, from 08:05</p>"));
	assert_non_null(strstr(out.text.ptr, "8:05 a. m."));
}

static void draws_json_without_a_comma_too_many(void **state)
{
	struct html out;
	struct sample_page p = page(2), empty = page(0);

	(void)state;
	html_init(&out, arena, NULL);
	sample_json(&out, &p);
	text_put_char(&out.text, '\0');
	assert_string_equal(out.text.ptr,
			    "{\n\"teacher\": \"Ada O'Hara\",\n\"link\": \"/teachers/Ada O'Hara\",\n"
			    "\"title\": \"Week of Ada O'Hara\",\n\"lessons\": [\n"
			    "{\"subject\": \"Maths \\u003c7B> & \\\"co\\\"\", \"room\": \"A-12\", "
			    "\"begin\": \"08:05\", \"picked\": true},\n"
			    "{\"subject\": \"Art\", \"room\": null, \"begin\": \"13:00\", "
			    "\"picked\": false}]\n}"
			    "\n");
	html_init(&out, arena, NULL);
	sample_json(&out, &empty);
	text_put_char(&out.text, '\0');
	assert_non_null(strstr(out.text.ptr, "\"lessons\": [\n]"));
}

#define FN(lines) "@fn f(int x)\n" lines "\n@end\n"

static void says_where_a_template_is_wrong(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{FN("<p class={{x}}>"), "t.html:2:10: the value of class must be quoted"},
		{FN("<p class=a>"), "t.html:2:10: the value of class must be quoted"},
		{FN("<p {{x}}>"),
		 "t.html:2:4: {{...}} may stand only in text or in a quoted value"},
		{FN("<{{x}}>"), "t.html:2:2: {{...}} may stand only in text or in a quoted value"},
		{FN("<p onclick=\"x\">"),
		 "t.html:2:4: the attribute onclick is not allowed in a page"},
		{FN("<p hx-on:click=\"x\">"),
		 "t.html:2:4: the attribute hx-on:click is not allowed in a page"},
		{FN("<p style=\"x\">"), "t.html:2:4: the attribute style is not allowed in a page"},
		{FN("<script>{{x}}</script>"), "t.html:2:9: {{...}} may not stand inside <script>"},
		{FN("<script>x</script>"),
		 "t.html:2:9: nothing may stand inside <script>: put it into a file"},
		{FN("<script><b>"), "t.html:2:10: nothing may stand inside <script> or <style>"},
		{FN("<a href=\"{{x}}\">"), "t.html:2:12: an address that begins with data must be "
					   "checked: write {{url ...}}"},
		{FN("<a href=\"/a/{{url x}}\">"),
		 "t.html:2:15: {{url}} belongs at the start of an address"},
		{FN("{{url x}}"), "t.html:2:3: {{url}} belongs at the start of an address"},
		{FN("<a href=\"/{{clock x}}\">"),
		 "t.html:2:13: {{clock}} is for people, not for an address"},
		{FN("<a href=\"JavaScript:x\">"),
		 "t.html:2:20: an address of this kind runs script"},
		{FN("<!-- {{x}} -->"), "t.html:2:6: {{...}} may not stand in a comment"},
		{FN("a {{x"), "t.html:2:3: '{{' without '}}' on the same line"},
		{FN("a {{ }}"), "t.html:2:5: an expression is missing"},
		{FN("1 < 2"), "t.html:2:4: '<' that begins no tag must be written &lt;"},
		{FN("<ul>\n<li></ul>"), "t.html:3:9: </ul> where <li> of line 3 is to be closed"},
		{FN("<ul>"), "t.html:3:1: <ul> of line 2 is not closed"},
		{FN("</ul>"), "t.html:2:5: </ul> closes nothing that was opened in this block"},
		{FN("<b>\n@if x\n</b>\n@end"),
		 "t.html:4:4: </b> closes nothing that was opened in this block"},
		{FN("@if x\n<b>\n@else\n</b>\n@end"), "t.html:4:6: <b> of line 3 is not closed"},
		{FN("<div/>"), "t.html:2:6: <div/> closes itself only inside svg"},
		{FN("@else"), "t.html:2:6: @else without @if"},
		{FN("@if"), "t.html:2:4: the condition is missing"},
		{FN("@frob"), "t.html:2:1: unknown directive"},
		{FN("@call x"), "t.html:2:7: a call is written @call name(arguments)"},
		{FN("@end"), "t.html:3:1: only @include, @fn, @local and @# may stand here"},
		{FN("@if x"), "t.html:3:1: @end is missing for the block of line 1"},
		{FN("{{t x}}"), "t.html:2:5: {{t}} needs a text in double quotes"},
		{FN("{{t \"a {1}\"}}"), "t.html:2:5: {1} has no argument"},
		{FN("{{t \"a\" x}}"), "t.html:2:5: argument 1 is not used: {1} is not in the text"},
		{FN("<p title?=\"a{{x}}\"></p>"),
		 "t.html:2:12: an optional attribute holds one {{expression}} and nothing else"},
		{FN("<p title?=\"\"></p>"),
		 "t.html:2:12: an optional attribute holds one {{expression}}"},
		{"hello\n", "t.html:1:1: text outside of a function"},
		{"@fn f\n", "t.html:1:5: a function is begun by @fn name(parameters)"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tmpl_source source = {STR("t.html"), STR("t.html.h"),
					     str_from(cases[i].text), false};
		struct tmpl_output output;
		struct err err = {0};

		if (tmpl_compile(arena, &source, &output, &err))
			fail_msg("compiles: %s", cases[i].text);
		assert_string_equal(err.text, cases[i].want);
	}
}

static void says_where_a_json_template_is_wrong(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{FN("[1,]"), "t.json:2:4: a comma before ']'"},
		{FN("[1}"), "t.json:2:3: '}' where '[' of line 2 is to be closed"},
		{FN("{\"a\": 1"), "t.json:3:1: '{' of line 2 is not closed"},
		{FN("\"{{clock x}}\""), "t.json:2:10: a format may not stand inside a JSON string"},
		{FN("\"a\\{{x}}\""),
		 "t.json:2:4: {{...}} may stand only in text or in a quoted value"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tmpl_source source = {STR("t.json"), STR("t.json.h"),
					     str_from(cases[i].text), true};
		struct tmpl_output output;
		struct err err = {0};

		if (tmpl_compile(arena, &source, &output, &err))
			fail_msg("compiles: %s", cases[i].text);
		assert_string_equal(err.text, cases[i].want);
	}
}

static void lists_the_texts_to_translate(void **state)
{
	struct tmpl_source source = {
		STR("t.html"), STR("t.html.h"),
		STR(FN("{{t \"Say \\\"hi\\\"\"}}\n<b title=\"{{t \"b\"}}\"></b>")), false};
	struct tmpl_output output;
	struct err err = {0};

	(void)state;
	assert_true(tmpl_compile(arena, &source, &output, &err));
	assert_int_equal(output.words.n, 2);
	assert_true(str_eq(output.words.at[0].text, STR("Say \"hi\"")));
	assert_int_equal(output.words.at[1].line, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(draws_a_page_with_everything_escaped),
		cmocka_unit_test(draws_in_spanish),
		cmocka_unit_test(draws_json_without_a_comma_too_many),
		cmocka_unit_test(says_where_a_template_is_wrong),
		cmocka_unit_test(says_where_a_json_template_is_wrong),
		cmocka_unit_test(lists_the_texts_to_translate),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
