/* What a page says before anything is stored: faults with their places, and what would change. */
#include "parts/school/school_page_internal.h"

#include "parts/school/zone_table.h"

enum { ROWS_SHOWN = 2000, PROBLEMS_SHOWN = 100 };

/* "People, line 12, home"; the line and the column only where the problem has one. */
static struct str place_of(struct arena *arena, const struct zone_problem *problem)
{
	struct text text;

	text_init(&text, arena);
	if (problem->stray.len > 0)
		text_put(&text, problem->stray);
	else
		text_printf(&text, "%s", zone_file(problem->table)->title);
	if (problem->line > 0)
		text_printf(&text, ", line %u", problem->line);
	if (problem->column.len > 0)
		text_printf(&text, ", %.*s", STR_ARG(problem->column));
	return text_str(&text);
}

struct table school_problem_table(const struct http_request *request,
				  const struct zone_problems *problems)
{
	static const char *const heads[] = {"Where", "What", "What to do", NULL};
	struct table_maker maker;

	table_make(&maker, request, "All that is wrong, or worth a look", heads);
	for (size_t i = 0; i < problems->n && i < PROBLEMS_SHOWN; i++) {
		const struct zone_problem *problem = &problems->at[i];

		table_put(&maker, place_of(request->arena, problem));
		table_put(&maker, problem->text);
		table_put(&maker, problem->remedy);
	}
	return table_made(&maker);
}

struct table school_change_table(const struct http_request *request,
				 const struct zone_changes *changes)
{
	static const char *const heads[] = {"Row", "Change", "Before", "After", NULL};
	static const char *const kinds[] = {"added", "changed", "removed", "moved"};
	struct table_maker maker;

	table_make(&maker, request, "What would change", heads);
	for (size_t i = 0; i < changes->n && i < ROWS_SHOWN; i++) {
		const struct zone_change *change = &changes->at[i];

		table_put(&maker, change->key);
		table_put(&maker, change->column.len > 0
					  ? change->column
					  : school_say(request, kinds[change->kind]));
		table_put(&maker, change->old);
		table_put(&maker, change->now);
	}
	return table_made(&maker);
}
