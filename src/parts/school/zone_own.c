#include "parts/school/zone_own.h"

#include "parts/school/school_page_internal.h"
#include "parts/school/zone_table.h"

#include <string.h>

bool zone_own_column(enum zone_table table, size_t *ret)
{
	const struct zone_file *file = zone_file(table);
	size_t n = 0;

	for (size_t c = 0; c < file->n; c++) {
		const struct zone_column *column = &file->columns[c];

		if ((column->type == ZONE_REF || column->type == ZONE_REFS) &&
		    column->target == ZONE_T_SCHOOLS) {
			*ret = c;
			n++;
		}
	}
	return n == 1;
}

/* Besides "school.edit", which the route asks for. */
static bool may_edit(const struct http_request *request, enum zone_table table)
{
	const struct auth_user *user = auth_user(request);

	if (table == ZONE_T_RULES)
		return access_may_at(&user->access, ACCESS_RULE_EDIT, user->school_id);
	if (table == ZONE_T_COMMITMENTS)
		return access_may_at(&user->access, ACCESS_VISION_EDIT, user->school_id);
	return true;
}

bool zone_own_of(struct http_request *request, enum zone_table table, struct zone_own *ret,
		 struct err *err)
{
	struct school_visit visit;

	*ret = (struct zone_own){.school = STR("")};
	if (strstr(request->route->pattern, "{school}") == NULL)
		return true;
	if (!zone_own_column(table, &ret->column))
		return err_set(err, ERR_NOT_FOUND,
			       "This table is the zone's, not a school's: its administrator "
			       "changes it.");
	if (!may_edit(request, table))
		return err_set(err, ERR_DENIED,
			       "Your roles do not include changing this table at this school.");
	if (!school_begin(request, &visit, err))
		return false;
	ret->school = arena_str(request->arena, visit.zone->schools.at[visit.school].code);
	ret->name = arena_str(request->arena, visit.zone->schools.at[visit.school].name);
	school_end(&visit);
	return true;
}

bool zone_own_row(const struct zone_own *own, const struct str *row)
{
	return own->school.len == 0 || str_eq(row[own->column], own->school);
}

bool zone_own_check(const struct zone_own *own, const struct zone_sheet *sheet,
		    struct zone_sheet *pasted, struct err *err)
{
	if (own->school.len == 0)
		return true;
	for (size_t i = 0; i < pasted->n; i++) {
		struct str *row = pasted->at[i];
		const struct str *before;

		if (row[own->column].len == 0)
			row[own->column] = own->school;
		before = zone_sheet_find_key(sheet, row);
		if (!zone_own_row(own, row) || (before != NULL && !zone_own_row(own, before)))
			return err_set(err, ERR_INVALID,
				       "Row %zu (%.*s) is not of %.60s alone: only the zone's "
				       "administrator changes it. Nothing was saved.",
				       i + 1, STR_ARG(str_utf8_cut(row[0], 60)), own->name.ptr);
	}
	return true;
}

void zone_own_clear(const struct zone_own *own, struct zone_sheet *sheet,
		    const struct zone_sheet *pasted)
{
	size_t kept = 0;

	for (size_t i = 0; i < sheet->n && own->school.len > 0; i++)
		if (!zone_own_row(own, sheet->at[i]) ||
		    zone_sheet_find_key(pasted, sheet->at[i]) != NULL)
			sheet->at[kept++] = sheet->at[i];
	sheet->n = kept;
}
