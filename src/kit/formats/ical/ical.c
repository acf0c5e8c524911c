/* A content line is "NAME:value" and ends with CRLF. It has at most 75 bytes; what is longer goes
 * on in the next line after a space, and no character is cut in two. In text values the
 * backslash, comma, semicolon and line feed are escaped by a backslash. */
#include "kit/formats/ical/ical.h"

#include "base/date.h"

enum { LINE_BYTES = 75 };

static void put_folded(struct ical *ical, struct str line)
{
	size_t room = LINE_BYTES;

	while (line.len > room) {
		struct str piece = str_utf8_cut(line, room);

		text_put(ical->text, piece);
		text_put(ical->text, STR("\r\n "));
		line = str_slice(line, piece.len, line.len);
		room = LINE_BYTES - 1;
	}
	text_put(ical->text, line);
	text_put(ical->text, STR("\r\n"));
}

static void put_text(struct ical *ical, const char *name, struct str value)
{
	struct text line;

	if (value.len == 0)
		return;
	text_init(&line, ical->text->arena);
	text_printf(&line, "%s:", name);
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];

		if (c == '\n')
			text_put(&line, STR("\\n"));
		else if (c == '\\' || c == ',' || c == ';')
			text_printf(&line, "\\%c", c);
		else if ((unsigned char)c >= ' ' && c != 127)
			text_put_char(&line, c);
	}
	put_folded(ical, text_str(&line));
}

/* "20261006T160000Z". */
static void put_instant(struct ical *ical, const char *name, int64_t ms)
{
	int64_t seconds = (ms - (ms % 1000 + 1000) % 1000) / 1000;
	int64_t days = (seconds - (seconds % 86400 + 86400) % 86400) / 86400;
	int32_t second = (int32_t)(seconds - days * 86400);
	struct civil day = date_civil((int32_t)days);

	text_printf(ical->text, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, day.year, day.month,
		    day.day, second / 3600, second / 60 % 60, second % 60);
}

void ical_begin(struct ical *ical, struct text *text, struct str name, int64_t stamp_ms)
{
	*ical = (struct ical){text, stamp_ms};
	text_put(text, STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Weft//Weft//EN\r\n"
			   "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
			   "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"));
	put_text(ical, "X-WR-CALNAME", name);
}

void ical_event(struct ical *ical, const struct ical_event *event)
{
	text_put(ical->text, STR("BEGIN:VEVENT\r\n"));
	put_text(ical, "UID", event->uid);
	put_instant(ical, "DTSTAMP", event->stamp_ms != 0 ? event->stamp_ms : ical->stamp_ms);
	put_instant(ical, "DTSTART", event->start_ms);
	put_instant(ical, "DTEND", event->end_ms);
	put_text(ical, "SUMMARY", event->summary);
	put_text(ical, "LOCATION", event->location);
	put_text(ical, "DESCRIPTION", event->description);
	text_printf(ical->text, "SEQUENCE:%d\r\nSTATUS:%s\r\nEND:VEVENT\r\n", event->sequence,
		    event->cancelled ? "CANCELLED" : "CONFIRMED");
}

void ical_end(struct ical *ical)
{
	text_put(ical->text, STR("END:VCALENDAR\r\n"));
}
