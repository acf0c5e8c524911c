/* The zone files are TZif (RFC 8536): a header, then a block with 32-bit times,
 * then, from version 2 on, a second header and block with 64-bit times, and at the
 * end a line that says the rule for all later years in the form of the POSIX
 * variable TZ, for example
 *
 *	PST8PDT,M3.2.0,M11.1.0
 *
 * standard name and hours WEST of Greenwich, summer name, then when summer time begins
 * and ends: month 3, second week, day 0 (Sunday), at 2:00 local time where no /time
 * follows. Only the 64-bit block and the line are read; a version 1 file is refused.
 *
 *	header: "TZif" version(1) zero(15) isutcnt isstdcnt leapcnt timecnt typecnt charcnt
 *	block:  timecnt times, timecnt type numbers (1 byte), typecnt {offset(4) dst(1) name(1)},
 *		charcnt bytes of names, leapcnt leap records, isstdcnt bytes, isutcnt bytes
 *
 * All numbers are big-endian. Leap seconds are not part of our instants.
 */
#include "base/time_zone.h"

#include "base/date.h"
#include "base/file.h"

#include <assert.h>
#include <string.h>

enum { MAX_FILE = 1 << 20, HEADER = 44, MAX_TYPES = 256 };

struct offset {
	int seconds; /* east of Greenwich */
	bool is_dst;
};

/* When summer time begins or ends, each year. */
struct change {
	enum { BY_MONTH_WEEK, BY_JULIAN, BY_DAY } kind;
	int month, week, day;
	int seconds; /* of local time then in force, from midnight; may lie on another day */
};

struct rule {
	bool is_set, has_dst;
	struct offset standard, summer;
	struct change begin, end;
};

struct time_zone {
	size_t n;            /* changes of the table */
	const int64_t *at;   /* seconds since 1970, rising */
	const uint8_t *type; /* in force from then on */
	struct offset offset[MAX_TYPES];
	struct offset before; /* in force before the first */
	struct rule rule;     /* after the last */
};

/* Reading the rule line */

static bool peek(struct str s, char c)
{
	return s.len > 0 && s.ptr[0] == c;
}

static bool take(struct str *s, char c)
{
	if (!peek(*s, c))
		return false;
	*s = str_slice(*s, 1, s->len);
	return true;
}

static bool take_number(struct str *s, int low, int high, int *ret)
{
	int value = 0;
	size_t n = 0;

	while (n < s->len && n < 4 && s->ptr[n] >= '0' && s->ptr[n] <= '9')
		value = value * 10 + (s->ptr[n++] - '0');
	*s = str_slice(*s, n, s->len);
	*ret = value;
	return n > 0 && value >= low && value <= high;
}

/* "<-03>" or "PST". */
static bool take_name(struct str *s)
{
	size_t n = 0;

	if (take(s, '<')) {
		if (!str_find_char(*s, '>', &n))
			return false;
		*s = str_slice(*s, n + 1, s->len);
		return true;
	}
	while (n < s->len &&
	       ((s->ptr[n] >= 'A' && s->ptr[n] <= 'Z') || (s->ptr[n] >= 'a' && s->ptr[n] <= 'z')))
		n++;
	*s = str_slice(*s, n, s->len);
	return n >= 3;
}

/* "[+-]hh[:mm[:ss]]", hours up to 167, as seconds. */
static bool take_time(struct str *s, int *ret)
{
	bool negative = take(s, '-');
	int hours, minutes = 0, seconds = 0;

	if (!negative)
		(void)take(s, '+');
	if (!take_number(s, 0, 167, &hours) || (take(s, ':') && !take_number(s, 0, 59, &minutes)) ||
	    (take(s, ':') && !take_number(s, 0, 59, &seconds)))
		return false;
	*ret = (hours * 60 + minutes) * 60 + seconds;
	if (negative)
		*ret = -*ret;
	return true;
}

static bool take_change(struct str *s, struct change *ret)
{
	struct change c = {.seconds = 2 * 3600};

	if (!take(s, ','))
		return false;
	if (take(s, 'M')) {
		c.kind = BY_MONTH_WEEK;
		if (!take_number(s, 1, 12, &c.month) || !take(s, '.') ||
		    !take_number(s, 1, 5, &c.week) || !take(s, '.') ||
		    !take_number(s, 0, 6, &c.day))
			return false;
	} else if (take(s, 'J')) {
		c.kind = BY_JULIAN;
		if (!take_number(s, 1, 365, &c.day))
			return false;
	} else {
		c.kind = BY_DAY;
		if (!take_number(s, 0, 365, &c.day))
			return false;
	}
	if (take(s, '/') && !take_time(s, &c.seconds))
		return false;
	*ret = c;
	return true;
}

static bool read_rule(struct str s, struct rule *ret)
{
	struct rule rule = {.is_set = true};
	int west;

	if (!take_name(&s) || !take_time(&s, &west))
		return false;
	rule.standard.seconds = -west;
	if (s.len > 0) {
		rule.has_dst = true;
		rule.summer = (struct offset){3600 - west, true};
		if (!take_name(&s))
			return false;
		if (s.len > 0 && !peek(s, ',')) {
			if (!take_time(&s, &west))
				return false;
			rule.summer.seconds = -west;
		}
		if (!take_change(&s, &rule.begin) || !take_change(&s, &rule.end) || s.len > 0)
			return false;
	}
	*ret = rule;
	return true;
}

/* Reading the file */

static uint64_t big_endian(const char *at, size_t n)
{
	uint64_t value = 0;

	for (size_t i = 0; i < n; i++)
		value = value << 8 | (unsigned char)at[i];
	return value;
}

/* A number in two's complement, without asking what a cast would do. */
static int64_t big_endian_signed(const char *at, size_t n)
{
	uint64_t raw = big_endian(at, n), sign = UINT64_C(1) << (n * 8 - 1);

	if ((raw & sign) == 0)
		return (int64_t)raw;
	return -(int64_t)((sign - 1) - (raw & (sign - 1))) - 1;
}

struct header {
	size_t n_utc, n_std, n_leap, n_times, n_types, n_chars;
};

static bool take_header(struct str *s, struct header *ret)
{
	size_t count[6];

	if (s->len < HEADER || !str_starts_with(*s, STR("TZif")) || s->ptr[4] < '2')
		return false;
	for (size_t i = 0; i < 6; i++)
		count[i] = (size_t)big_endian(s->ptr + 20 + i * 4, 4);
	*ret = (struct header){count[0], count[1], count[2], count[3], count[4], count[5]};
	*s = str_slice(*s, HEADER, s->len);
	return true;
}

/* The counts are below 2^32 each, so the sum cannot overflow 64 bits. */
static size_t block_size(const struct header *h, size_t time_size)
{
	return h->n_times * (time_size + 1) + h->n_types * 6 + h->n_chars +
	       h->n_leap * (time_size + 4) + h->n_std + h->n_utc;
}

static bool read_types(struct time_zone *zone, const char *at, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t seconds = big_endian_signed(at + i * 6, 4);

		if (seconds < -DATE_MS_PER_DAY / 1000 || seconds > DATE_MS_PER_DAY / 1000)
			return false;
		zone->offset[i] = (struct offset){(int)seconds, at[i * 6 + 4] != 0};
	}
	return true;
}

/* Before the first change the first type that is not summer time is in force. */
static struct offset first_offset(const struct time_zone *zone, size_t n_types)
{
	for (size_t i = 0; i < n_types; i++)
		if (!zone->offset[i].is_dst)
			return zone->offset[i];
	return zone->offset[0];
}

static bool read_block(struct arena *arena, struct str s, const struct header *h,
		       struct time_zone *zone)
{
	int64_t *at = arena_array(arena, int64_t, h->n_times);
	uint8_t *type = arena_array(arena, uint8_t, h->n_times);
	const char *types = s.ptr + h->n_times * 8;

	for (size_t i = 0; i < h->n_times; i++) {
		at[i] = big_endian_signed(s.ptr + i * 8, 8);
		type[i] = (uint8_t)types[i];
		if (type[i] >= h->n_types || (i > 0 && at[i] <= at[i - 1]))
			return false;
	}
	if (!read_types(zone, types + h->n_times, h->n_types))
		return false;
	zone->n = h->n_times;
	zone->at = at;
	zone->type = type;
	zone->before = first_offset(zone, h->n_types);
	return true;
}

/* "\n<rule>\n" at the end; an empty rule is allowed. */
static bool read_footer(struct str s, struct rule *ret)
{
	size_t end;

	if (!take(&s, '\n') || !str_find_char(s, '\n', &end))
		return false;
	return end == 0 || read_rule(str_slice(s, 0, end), ret);
}

bool time_zone_read(struct arena *arena, struct str bytes, const struct time_zone **ret,
		    struct err *err)
{
	struct time_zone *zone = arena_new(arena, struct time_zone);
	struct str s = bytes;
	struct header h;

	if (bytes.len > MAX_FILE || !take_header(&s, &h) || block_size(&h, 4) > s.len)
		goto refuse;
	s = str_slice(s, block_size(&h, 4), s.len);
	if (!take_header(&s, &h) || block_size(&h, 8) > s.len || h.n_types == 0 ||
	    h.n_types > MAX_TYPES || !read_block(arena, s, &h, zone) ||
	    !read_footer(str_slice(s, block_size(&h, 8), s.len), &zone->rule))
		goto refuse;
	*ret = zone;
	return true;
refuse:
	return err_set(err, ERR_INVALID, "this is not a time zone file of version 2 or later");
}

/* A zone's name becomes a path: letters, digits and -_+, in parts joined by single slashes. */
static bool is_zone_name(struct str name)
{
	char before = '/';

	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			  (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '+';

		if (!ok && !(c == '/' && before != '/'))
			return false;
		before = c;
	}
	return name.len > 0 && name.len <= 64 && before != '/';
}

bool time_zone_load(struct arena *arena, struct str name, const struct time_zone **ret,
		    struct err *err)
{
	struct str bytes, shown = str_utf8_cut(name, 64);
	struct str path = arena_printf(arena, "/usr/share/zoneinfo/%.*s", STR_ARG(shown));

	if (!is_zone_name(name))
		return err_set(err, ERR_INVALID,
			       "\"%.*s\" is not the name of a time zone; write it as in "
			       "America/Los_Angeles",
			       STR_ARG(shown));
	if (!file_read(arena, path.ptr, MAX_FILE, &bytes, err)) {
		if (err->kind == ERR_NOT_FOUND)
			return err_set(err, ERR_NOT_FOUND, "this machine knows no time zone %.*s",
				       STR_ARG(shown));
		return false;
	}
	if (!time_zone_read(arena, bytes, ret, err))
		return err_in(err, path.ptr);
	return true;
}

const struct time_zone *time_zone_utc(void)
{
	static const struct time_zone utc = {.rule = {.is_set = true}};

	return &utc;
}

/* Asking */

/* The day on which a change falls in a year. */
static int32_t change_date(const struct change *change, int year)
{
	int32_t first = 0;
	int length, day;

	(void)date_from_civil(year, change->kind == BY_MONTH_WEEK ? change->month : 1, 1, &first);
	switch (change->kind) {
	case BY_MONTH_WEEK:
		/* Sunday is 0 in the rule and 7 in ISO 8601: the same modulo 7. */
		length = date_days_in_month(year, change->month);
		day = (change->day - (int)date_weekday(first) + 14) % 7 + (change->week - 1) * 7;
		return first + (day < length ? day : day - 7);
	case BY_JULIAN: /* 29 February is never counted */
		day = change->day - 1;
		return first + day + (date_is_leap_year(year) && day >= 59 ? 1 : 0);
	case BY_DAY:
		return first + change->day;
	}
	return first;
}

/* The instant of a change, in seconds, given the offset in force before it. */
static int64_t change_at(const struct change *change, int year, struct offset before)
{
	return (int64_t)change_date(change, year) * 86400 + change->seconds - before.seconds;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0 ? 1 : 0);
}

static struct offset rule_offset(const struct rule *rule, int64_t seconds)
{
	int64_t day = floor_div(seconds + rule->standard.seconds, 86400), begin, end;
	bool summer;
	int year;

	if (!rule->has_dst)
		return rule->standard;
	day = day < DATE_MIN ? DATE_MIN : day > DATE_MAX ? DATE_MAX : day;
	year = date_civil((int32_t)day).year;
	begin = change_at(&rule->begin, year, rule->standard);
	end = change_at(&rule->end, year, rule->summer);
	/* South of the equator summer time spans the new year. */
	summer = begin < end ? seconds >= begin && seconds < end
			     : seconds >= begin || seconds < end;
	return summer ? rule->summer : rule->standard;
}

static struct offset offset_at(const struct time_zone *zone, int64_t seconds)
{
	size_t low = 0, high = zone->n;

	while (low < high) { /* the number of changes at or before seconds */
		size_t middle = low + (high - low) / 2;

		if (zone->at[middle] <= seconds)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == zone->n && zone->rule.is_set)
		return rule_offset(&zone->rule, seconds);
	return low == 0 ? zone->before : zone->offset[zone->type[low - 1]];
}

struct local_time time_zone_local(const struct time_zone *zone, int64_t utc_ms)
{
	struct offset offset = offset_at(zone, floor_div(utc_ms, 1000));
	int64_t local_ms = utc_ms + (int64_t)offset.seconds * 1000;
	int64_t day = floor_div(local_ms, DATE_MS_PER_DAY);
	int ms = (int)(local_ms - day * DATE_MS_PER_DAY);

	assert(day >= DATE_MIN && day <= DATE_MAX);
	return (struct local_time){
		.date = (int32_t)day,
		.minutes = ms / DATE_MS_PER_MINUTE,
		.seconds = ms % DATE_MS_PER_MINUTE / 1000,
		.ms = ms % 1000,
		.offset_seconds = offset.seconds,
		.is_dst = offset.is_dst,
	};
}

/* Offsets change by far less than a day and not twice within two, so the one in force
 * is that of the day before or of the day after. With the offset from before the
 * change the result is right in three cases: no change, the first of two, and a time
 * that is skipped. Only where the result lies after the change and the later
 * offset gives an instant after it too is the later one meant. */
int64_t time_zone_utc_ms(const struct time_zone *zone, int32_t date, int minutes)
{
	int64_t local = (int64_t)date * 86400 + (int64_t)minutes * 60;
	struct offset before = offset_at(zone, local - 86400),
		      after = offset_at(zone, local + 86400);
	int64_t early = local - before.seconds, late = local - after.seconds;

	assert(date >= DATE_MIN && date <= DATE_MAX && minutes >= 0 && minutes <= DAY_MINUTES);
	if (offset_at(zone, early).seconds == before.seconds)
		return early * 1000;
	if (offset_at(zone, late).seconds == after.seconds)
		return late * 1000;
	return early * 1000;
}
