#include "parts/school/zone_cell.h"

#include "base/date.h"
#include "base/text.h"
#include "base/vec.h"

#include <ctype.h>
#include <string.h>

bool zone_is_code(struct str s)
{
	if (s.len == 0 || s.len > ZONE_MAX_CODE)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (!isalnum(c) && c != '-' && c != '_' && c != '.')
			return false;
	}
	return true;
}

bool zone_list_next(struct str *rest, struct str *ret)
{
	while (rest->len > 0) {
		struct str item;

		(void)str_split(rest, ';', &item);
		item = str_trim(item);
		if (item.len > 0) {
			*ret = item;
			return true;
		}
	}
	return false;
}

static bool fault(struct zone_fault *ret, struct str text, struct str remedy)
{
	*ret = (struct zone_fault){text, remedy};
	return false;
}

/* Edit distance, letters of either case alike, by one row of the usual table. */
static size_t distance(struct str a, struct str b)
{
	size_t row[ZONE_MAX_CODE + 1];

	if (a.len > ZONE_MAX_CODE || b.len > ZONE_MAX_CODE)
		return SIZE_MAX;
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			bool same = tolower((unsigned char)a.ptr[i - 1]) ==
				    tolower((unsigned char)b.ptr[j - 1]);
			size_t best = diagonal + (same ? 0 : 1);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[b.len];
}

struct str zone_nearest(struct str written, const struct str *candidates, size_t n)
{
	size_t best = written.len / 3 + 1;
	struct str found = STR("");

	for (size_t i = 0; i < n; i++) {
		size_t d = distance(written, candidates[i]);

		if (d < best || (d == best && found.len == 0)) {
			best = d;
			found = candidates[i];
		}
	}
	return found;
}

/* ---- Text ---- */

static bool read_text(struct arena *arena, const struct zone_column *column, struct str cell,
		      void *member, struct zone_fault *ret)
{
	if (column->type == ZONE_CODE && !zone_is_code(cell))
		return fault(ret, arena_printf(arena, "\"%.*s\" cannot be a code", STR_ARG(cell)),
			     STR("Use up to 48 letters, digits, and - _ . without spaces."));
	if (cell.len > ZONE_MAX_TEXT)
		return fault(ret, STR("The text is longer than 4,000 bytes"), STR("Shorten it."));
	for (size_t i = 0; i < cell.len; i++) {
		if ((unsigned char)cell.ptr[i] < ' ' || cell.ptr[i] == 0x7f)
			return fault(ret, STR("The text has a line break or control character"),
				     STR("Write it on one line."));
	}
	memcpy(member, &cell, sizeof cell);
	return true;
}

static bool read_texts(struct arena *arena, struct str cell, void *member)
{
	VEC(struct str) items = {0};
	struct zone_texts list;
	struct str item;

	while (zone_list_next(&cell, &item))
		*vec_push(arena, &items) = item;
	list = (struct zone_texts){items.at, items.n};
	memcpy(member, &list, sizeof list);
	return true;
}

/* ---- Numbers ---- */

static bool in_range(struct arena *arena, const struct zone_column *column, int64_t value,
		     struct zone_fault *ret)
{
	int64_t low = column->low, high = column->high;
	int64_t scale = column->type == ZONE_HUNDREDTHS ? 100 : 1;

	if (high == 0)
		high = 1000000;
	if (value >= low && value <= high)
		return true;
	return fault(ret, arena_printf(arena, "%g is out of range", (double)value / (double)scale),
		     arena_printf(arena, "Write a number from %g to %g%s%s.",
				  (double)low / (double)scale, (double)high / (double)scale,
				  column->unit == NULL ? "" : " ",
				  column->unit == NULL ? "" : column->unit));
}

/* "19.5" as 1950: digits with at most two decimals, so that nothing is rounded. */
static bool parse_hundredths(struct str s, int64_t *ret)
{
	struct str whole = s, part = STR("");
	size_t dot;
	int64_t a = 0, b = 0;

	if (str_find_char(s, '.', &dot)) {
		whole = str_slice(s, 0, dot);
		part = str_slice(s, dot + 1, s.len);
		if (part.len == 0 || part.len > 2 || part.ptr[0] == '-' || part.ptr[0] == '+')
			return false;
	}
	if (!str_to_i64(whole, &a) || a < 0 || a > INT64_MAX / 1000)
		return false;
	if (part.len > 0 && (!str_to_i64(part, &b) || b < 0))
		return false;
	*ret = a * 100 + (part.len == 1 ? b * 10 : b);
	return true;
}

static bool read_number(struct arena *arena, const struct zone_column *column, struct str cell,
			int32_t *ret_value, struct zone_fault *ret)
{
	int64_t value;
	bool ok = column->type == ZONE_HUNDREDTHS ? parse_hundredths(cell, &value)
						  : str_to_i64(cell, &value);

	if (!ok)
		return fault(ret, arena_printf(arena, "\"%.*s\" is no number", STR_ARG(cell)),
			     column->type == ZONE_HUNDREDTHS
				     ? STR("Write digits, with at most two decimals, such as 19.5.")
				     : STR("Write digits only, such as 30."));
	if (!in_range(arena, column, value, ret))
		return false;
	*ret_value = (int32_t)value;
	return true;
}

static bool read_numbers(struct arena *arena, const struct zone_column *column, struct str cell,
			 void *member, struct zone_fault *ret)
{
	VEC(int32_t) items = {0};
	struct zone_numbers list;
	struct str item;

	while (zone_list_next(&cell, &item)) {
		int32_t value;

		if (!read_number(arena, column, item, &value, ret))
			return false;
		*vec_push(arena, &items) = value;
	}
	list = (struct zone_numbers){items.at, items.n};
	memcpy(member, &list, sizeof list);
	return true;
}

static bool read_moment(struct arena *arena, const struct zone_column *column, struct str cell,
			int32_t *ret_value, struct zone_fault *ret)
{
	struct err err = {0};
	int minutes;

	if (column->type == ZONE_DATE) {
		if (date_parse(cell, ret_value, &err))
			return true;
		return fault(ret, arena_printf(arena, "\"%.*s\" is no date", STR_ARG(cell)),
			     STR("Write year, month and day, such as 2026-09-01."));
	}
	if (!minutes_parse(cell, &minutes, &err))
		return fault(ret, arena_printf(arena, "\"%.*s\" is no time of day", STR_ARG(cell)),
			     STR("Write hours and minutes, such as 08:50 or 2:10 pm."));
	*ret_value = minutes;
	return true;
}

static bool read_money(struct arena *arena, struct str cell, void *member, struct zone_fault *ret)
{
	int64_t cents;

	if (!parse_hundredths(cell, &cents))
		return fault(
			ret, arena_printf(arena, "\"%.*s\" is no amount", STR_ARG(cell)),
			STR("Write dollars and cents without sign or commas, such as 227.85."));
	memcpy(member, &cents, sizeof cents);
	return true;
}

/* ---- Words ---- */

static struct str all_words(struct arena *arena, const struct zone_vocabulary *words)
{
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < words->n; i++) {
		if (words->at[i][0] != '\0')
			text_printf(&text, "%s%s", text.len > 0 ? ", " : "", words->at[i]);
	}
	return text_str(&text);
}

static bool read_word(struct arena *arena, const struct zone_column *column, struct str cell,
		      int32_t *ret_value, struct zone_fault *ret)
{
	for (size_t i = 0; i < column->words->n; i++) {
		if (cell.len > 0 && str_eq_nocase(cell, str_from(column->words->at[i]))) {
			*ret_value = (int32_t)i;
			return true;
		}
	}
	return fault(
		ret,
		arena_printf(arena, "\"%.*s\" is none of the words allowed here", STR_ARG(cell)),
		arena_printf(arena, "Write one of: %.*s.",
			     STR_ARG(all_words(arena, column->words))));
}

static bool read_words(struct arena *arena, const struct zone_column *column, struct str cell,
		       void *member, struct zone_fault *ret)
{
	uint32_t set = 0;
	struct str item;

	while (zone_list_next(&cell, &item)) {
		int32_t value;

		if (!read_word(arena, column, item, &value, ret))
			return false;
		set |= UINT32_C(1) << value;
	}
	memcpy(member, &set, sizeof set);
	return true;
}

static bool read_flag(struct arena *arena, struct str cell, void *member, struct zone_fault *ret)
{
	bool yes = str_eq_nocase(cell, STR("yes"));

	if (!yes && !str_eq_nocase(cell, STR("no")))
		return fault(ret,
			     arena_printf(arena, "\"%.*s\" is neither yes nor no", STR_ARG(cell)),
			     STR("Write yes or no."));
	memcpy(member, &yes, sizeof yes);
	return true;
}

/* ---- Any cell ---- */

/* What a member is when its cell is empty. Zero bytes are right for text, lists, sets, money
 * and flags. */
static void set_empty(const struct zone_column *column, void *member)
{
	int32_t unset = ZONE_UNSET;
	uint32_t none = ZONE_NONE;

	if (column->type == ZONE_REF)
		memcpy(member, &none, sizeof none);
	else if (column->type == ZONE_NUMBER || column->type == ZONE_HUNDREDTHS ||
		 column->type == ZONE_MINUTES || column->type == ZONE_TIME ||
		 column->type == ZONE_DATE || (column->type == ZONE_WORD && !column->required))
		memcpy(member, &unset, sizeof unset);
}

bool zone_cell_read(struct arena *arena, const struct zone_column *column, struct str cell,
		    void *row, struct zone_fault *ret)
{
	void *member = (char *)row + column->offset;
	int32_t value = ZONE_UNSET;
	bool ok = true;

	set_empty(column, member);
	cell = str_trim(cell);
	if (cell.len == 0)
		return !column->required ||
		       fault(ret, STR("The cell is empty"),
			     arena_printf(arena, "Write a %s here, such as %s.",
					  zone_type_name(column->type), column->example));
	switch (column->type) {
	case ZONE_CODE:
	case ZONE_TEXT:
		return read_text(arena, column, cell, member, ret);
	case ZONE_TEXTS:
		return read_texts(arena, cell, member);
	case ZONE_REF:
	case ZONE_REFS:
		return true;
	case ZONE_NUMBERS:
		return read_numbers(arena, column, cell, member, ret);
	case ZONE_MONEY:
		return read_money(arena, cell, member, ret);
	case ZONE_FLAG:
		return read_flag(arena, cell, member, ret);
	case ZONE_WORDS:
		return read_words(arena, column, cell, member, ret);
	case ZONE_NUMBER:
	case ZONE_HUNDREDTHS:
	case ZONE_MINUTES:
		ok = read_number(arena, column, cell, &value, ret);
		break;
	case ZONE_TIME:
	case ZONE_DATE:
		ok = read_moment(arena, column, cell, &value, ret);
		break;
	case ZONE_WORD:
		ok = read_word(arena, column, cell, &value, ret);
		break;
	}
	if (ok)
		memcpy(member, &value, sizeof value);
	return ok;
}
