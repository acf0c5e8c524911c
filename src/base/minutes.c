/* School times: see date.h. */
#include "base/date.h"

#include <assert.h>

/* Take one or two digits off the start of *s. */
static bool take_number(struct str *s, size_t *ret_digits, int *ret)
{
	size_t n = 0;
	int value = 0;

	while (n < 2 && n < s->len && s->ptr[n] >= '0' && s->ptr[n] <= '9')
		value = value * 10 + (s->ptr[n++] - '0');
	*s = str_slice(*s, n, s->len);
	*ret_digits = n;
	*ret = value;
	return n > 0;
}

enum half { NO_HALF, AM, PM };

static bool parse_half(struct str s, enum half *ret)
{
	static const struct {
		struct str text;
		enum half half;
	} words[] = {
		{STR_INIT(""), NO_HALF}, {STR_INIT("am"), AM},   {STR_INIT("pm"), PM},
		{STR_INIT("a.m."), AM},  {STR_INIT("p.m."), PM}, {STR_INIT("a"), AM},
		{STR_INIT("p"), PM},
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_eq_nocase(s, words[i].text)) {
			*ret = words[i].half;
			return true;
		}
	}
	return false;
}

/* Hours and minutes as written, with am or pm taken in. */
static bool join(int hours, int minutes, enum half half, int *ret_minutes)
{
	if (minutes > 59)
		return false;
	if (half == NO_HALF) {
		if (hours > 24 || (hours == 24 && minutes > 0))
			return false;
		*ret_minutes = hours * 60 + minutes;
		return true;
	}
	if (hours < 1 || hours > 12)
		return false;
	*ret_minutes = (hours % 12 + (half == PM ? 12 : 0)) * 60 + minutes;
	return true;
}

static bool read_time(struct str s, int *ret_minutes)
{
	struct str rest = str_trim(s);
	size_t digits;
	int hours, minutes = 0;
	bool has_minutes;
	enum half half;

	if (str_eq_nocase(rest, STR("noon"))) {
		*ret_minutes = DAY_MINUTES / 2;
		return true;
	}
	if (!take_number(&rest, &digits, &hours))
		return false;
	has_minutes = rest.len > 0 && rest.ptr[0] == ':';
	if (has_minutes) {
		rest = str_slice(rest, 1, rest.len);
		if (!take_number(&rest, &digits, &minutes) || digits != 2)
			return false;
	}
	return parse_half(str_trim(rest), &half) && (has_minutes || half != NO_HALF) &&
	       join(hours, minutes, half, ret_minutes);
}

bool minutes_parse(struct str s, int *ret_minutes, struct err *err)
{
	struct str shown = str_utf8_cut(s, 40);

	if (!read_time(s, ret_minutes))
		return err_set(err, ERR_INVALID,
			       "\"%.*s\" is not a time of day; write it as in 2:10 pm or 14:10",
			       STR_ARG(shown));
	return true;
}

struct str minutes_text(struct arena *arena, int minutes, enum minutes_style style)
{
	int hours = minutes / 60;

	assert(minutes >= 0 && minutes <= DAY_MINUTES);
	if (style == MINUTES_24H)
		return arena_printf(arena, "%02d:%02d", hours, minutes % 60);
	return arena_printf(arena, "%d:%02d %s", hours % 12 == 0 ? 12 : hours % 12, minutes % 60,
			    hours % 24 < 12 ? "am" : "pm");
}

struct str minutes_span_text(struct arena *arena, int minutes)
{
	assert(minutes >= 0);
	if (minutes < 60)
		return arena_printf(arena, "%d min", minutes);
	if (minutes % 60 == 0)
		return arena_printf(arena, "%d h", minutes / 60);
	return arena_printf(arena, "%d h %d min", minutes / 60, minutes % 60);
}
