#include "parts/school/zone_table_internal.h"

#include "base/date.h"
#include "base/text.h"
#include "parts/school/zone_row.h"

#include <string.h>

static const struct zone_file *const files[ZONE_N_TABLES] = {
	[ZONE_T_INFO] = &zone_file_info,
	[ZONE_T_WORDS] = &zone_file_words,
	[ZONE_T_SCHOOLS] = &zone_file_schools,
	[ZONE_T_TERMS] = &zone_file_terms,
	[ZONE_T_GRADES] = &zone_file_grades,
	[ZONE_T_SUBJECTS] = &zone_file_subjects,
	[ZONE_T_ROOMS] = &zone_file_rooms,
	[ZONE_T_TRAVEL] = &zone_file_travel,
	[ZONE_T_PEOPLE] = &zone_file_people,
	[ZONE_T_ASSIGNMENTS] = &zone_file_assignments,
	[ZONE_T_AVAILABILITY] = &zone_file_availability,
	[ZONE_T_SECTIONS] = &zone_file_sections,
	[ZONE_T_TEAMS] = &zone_file_teams,
	[ZONE_T_MEMBERS] = &zone_file_members,
	[ZONE_T_SHAPES] = &zone_file_shapes,
	[ZONE_T_BLOCKS] = &zone_file_blocks,
	[ZONE_T_BLOCK_TIMES] = &zone_file_block_times,
	[ZONE_T_CALENDAR] = &zone_file_calendar,
	[ZONE_T_CLOSURES] = &zone_file_closures,
	[ZONE_T_BLACKOUTS] = &zone_file_blackouts,
	[ZONE_T_ROTATIONS] = &zone_file_rotations,
	[ZONE_T_GRADE_BLOCKS] = &zone_file_grade_blocks,
	[ZONE_T_VISITS] = &zone_file_visits,
	[ZONE_T_NEEDS] = &zone_file_needs,
	[ZONE_T_WAVES] = &zone_file_waves,
	[ZONE_T_SERVICES] = &zone_file_services,
	[ZONE_T_MEETINGS] = &zone_file_meetings,
	[ZONE_T_STAFF_TIMES] = &zone_file_staff_times,
	[ZONE_T_COMMITMENTS] = &zone_file_commitments,
	[ZONE_T_LOOK_FORS] = &zone_file_look_fors,
	[ZONE_T_LAB_KINDS] = &zone_file_lab_kinds,
	[ZONE_T_LAB_PHASES] = &zone_file_lab_phases,
	[ZONE_T_LAB_PLANS] = &zone_file_lab_plans,
	[ZONE_T_SUBSTITUTES] = &zone_file_substitutes,
	[ZONE_T_RULES] = &zone_file_rules,
};

const struct zone_file *zone_file(enum zone_table table)
{
	return files[table];
}

/* zone.csv is called as the zone, not as the member that holds its row. */
static struct str file_name(enum zone_table table)
{
	return table == ZONE_T_INFO ? STR("zone") : str_from(files[table]->name);
}

bool zone_file_find(struct str name, enum zone_table *ret)
{
	if (str_ends_with(name, STR(".csv")))
		name = str_slice(name, 0, name.len - 4);
	for (int table = 0; table < ZONE_N_TABLES; table++) {
		if (str_eq(file_name((enum zone_table)table), name)) {
			*ret = (enum zone_table)table;
			return true;
		}
	}
	return false;
}

struct str zone_file_name(enum zone_table table)
{
	return file_name(table);
}

const char *zone_type_name(enum zone_type type)
{
	static const char *const names[] = {
		[ZONE_CODE] = "code",
		[ZONE_TEXT] = "text",
		[ZONE_TEXTS] = "list of texts",
		[ZONE_REF] = "reference",
		[ZONE_REFS] = "list of references",
		[ZONE_NUMBER] = "whole number",
		[ZONE_HUNDREDTHS] = "number",
		[ZONE_NUMBERS] = "list of whole numbers",
		[ZONE_MINUTES] = "minutes",
		[ZONE_TIME] = "time of day",
		[ZONE_DATE] = "date",
		[ZONE_MONEY] = "amount of money",
		[ZONE_FLAG] = "yes or no",
		[ZONE_WORD] = "word",
		[ZONE_WORDS] = "list of words",
	};

	return names[type];
}

/* ---- Rows, by the offsets of the description ---- */

/* All members of struct zone have the shape of this one. */
struct rows {
	const void *at;
	size_t n;
};

static struct rows rows_of(const struct zone *zone, enum zone_table table)
{
	struct rows rows;

	memcpy(&rows, (const char *)zone + files[table]->rows, sizeof rows);
	return rows;
}

size_t zone_count(const struct zone *zone, enum zone_table table)
{
	return rows_of(zone, table).n;
}

const void *zone_row_at(const struct zone *zone, enum zone_table table, size_t index)
{
	return (const char *)rows_of(zone, table).at + index * files[table]->row_size;
}

struct str zone_code(const struct zone *zone, enum zone_table table, size_t index)
{
	const struct zone_column *column = files[table]->columns;
	struct str code = {0};

	if (column->type == ZONE_CODE)
		memcpy(&code, (const char *)zone_row_at(zone, table, index) + column->offset,
		       sizeof code);
	return code;
}

/* ---- Cells ---- */

static void put_joined(struct text *text, struct str s)
{
	if (text->len > 0)
		text_put_char(text, ';');
	text_put(text, s);
}

static struct str hundredths(struct arena *arena, int64_t value)
{
	int64_t whole = value / 100, rest = value % 100;

	if (rest == 0)
		return arena_printf(arena, "%lld", (long long)whole);
	if (rest % 10 == 0)
		return arena_printf(arena, "%lld.%lld", (long long)whole, (long long)rest / 10);
	return arena_printf(arena, "%lld.%02lld", (long long)whole, (long long)rest);
}

static struct str number_cell(struct arena *arena, const struct zone_column *column, int32_t value)
{
	if (value == ZONE_UNSET)
		return STR("");
	switch (column->type) {
	case ZONE_HUNDREDTHS:
		return hundredths(arena, value);
	case ZONE_TIME:
		return minutes_text(arena, value, MINUTES_24H);
	case ZONE_DATE:
		return date_text(arena, value);
	case ZONE_WORD:
		return zone_word_of(column->words, value);
	case ZONE_NUMBER:
	case ZONE_MINUTES:
	case ZONE_CODE:
	case ZONE_TEXT:
	case ZONE_TEXTS:
	case ZONE_REF:
	case ZONE_REFS:
	case ZONE_NUMBERS:
	case ZONE_MONEY:
	case ZONE_FLAG:
	case ZONE_WORDS:
		break;
	}
	return arena_printf(arena, "%d", value);
}

static struct str list_cell(struct arena *arena, const struct zone *zone,
			    const struct zone_column *column, const void *member)
{
	struct text text;

	text_init(&text, arena);
	if (column->type == ZONE_REFS) {
		const struct zone_list *list = member;

		for (size_t i = 0; i < list->n; i++)
			put_joined(&text, zone_code(zone, column->target, list->at[i]));
	} else if (column->type == ZONE_NUMBERS) {
		const struct zone_numbers *list = member;

		for (size_t i = 0; i < list->n; i++)
			put_joined(&text, arena_printf(arena, "%d", list->at[i]));
	} else if (column->type == ZONE_TEXTS) {
		const struct zone_texts *list = member;

		for (size_t i = 0; i < list->n; i++)
			put_joined(&text, list->at[i]);
	} else {
		uint32_t set;

		memcpy(&set, member, sizeof set);
		for (size_t i = 0; i < column->words->n; i++) {
			if (set >> i & 1)
				put_joined(&text, str_from(column->words->at[i]));
		}
	}
	return text_str(&text);
}

struct str zone_cell(struct arena *arena, const struct zone *zone, enum zone_table table,
		     size_t index, const struct zone_column *column)
{
	const void *member = (const char *)zone_row_at(zone, table, index) + column->offset;
	struct str s;
	uint32_t ref;
	int32_t number;
	int64_t cents;
	bool flag;

	switch (column->type) {
	case ZONE_CODE:
	case ZONE_TEXT:
		memcpy(&s, member, sizeof s);
		return s;
	case ZONE_REF:
		memcpy(&ref, member, sizeof ref);
		return ref == ZONE_NONE ? STR("") : zone_code(zone, column->target, ref);
	case ZONE_MONEY:
		memcpy(&cents, member, sizeof cents);
		return cents == 0 ? STR("")
				  : arena_printf(arena, "%lld.%02lld", (long long)cents / 100,
						 (long long)cents % 100);
	case ZONE_FLAG:
		memcpy(&flag, member, sizeof flag);
		return flag ? STR("yes") : STR("no");
	case ZONE_REFS:
	case ZONE_NUMBERS:
	case ZONE_TEXTS:
	case ZONE_WORDS:
		return list_cell(arena, zone, column, member);
	case ZONE_NUMBER:
	case ZONE_HUNDREDTHS:
	case ZONE_MINUTES:
	case ZONE_TIME:
	case ZONE_DATE:
	case ZONE_WORD:
		break;
	}
	memcpy(&number, member, sizeof number);
	return number_cell(arena, column, number);
}
