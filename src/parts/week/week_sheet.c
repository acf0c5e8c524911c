#include "parts/week/week_sheet.h"

#include "parts/week/week_file.h"
#include "parts/week/week_sheet_internal.h"

static const char *const names[WEEK_N_SHEETS] = {"poster", "lunch", "team",
						 "person", "class", "room"};

const char *week_sheet_name(enum week_sheet_kind kind)
{
	return names[kind];
}

bool week_sheet_from_name(struct str name, enum week_sheet_kind *ret)
{
	for (int i = 0; i < WEEK_N_SHEETS; i++)
		if (str_eq(name, str_from(names[i]))) {
			*ret = (enum week_sheet_kind)i;
			return true;
		}
	return false;
}

/* FNV-1a over the bookings as they stand in a file. */
struct str week_plan_mark(struct arena *arena, const struct week_plan *plan)
{
	struct str text = week_write_csv(arena, plan);
	uint32_t hash = 2166136261U;

	for (size_t i = 0; i < text.len; i++) {
		hash ^= (unsigned char)text.ptr[i];
		hash *= 16777619U;
	}
	return arena_printf(arena, "%08x", hash);
}

/* ---- What pages have in common ---- */

struct str sheet_say(const struct sheet *sheet, const char *english)
{
	return lang_text(sheet->asked->lang, str_from(english));
}

struct pdf_box sheet_page(struct sheet *sheet, struct str title, struct str below)
{
	struct pdf_size size = pdf_size(sheet->pdf);
	double width = size.width - 2 * SHEET_MARGIN, foot = size.height - SHEET_MARGIN;
	struct pdf_box at = {SHEET_MARGIN, SHEET_MARGIN + 16, width * 0.7, 0};
	struct pdf_style big = {.size = 20, .bold = true}, small = {.size = 10, .grey = 0.25},
			 tiny = {.size = 8, .grey = 0.3};

	if (sheet->begun)
		pdf_next_page(sheet->pdf);
	sheet->begun = true;
	pdf_put_text(sheet->pdf, &at, &big, title);
	at.y += 15;
	at.width = width;
	pdf_put_text(sheet->pdf, &at, &small, below);
	at = (struct pdf_box){SHEET_MARGIN + width * 0.7, SHEET_MARGIN + 14, width * 0.3, 0};
	small.align = PDF_RIGHT;
	pdf_put_text(sheet->pdf, &at, &small, sheet->zone->schools.at[sheet->asked->school].name);
	pdf_put_rule(sheet->pdf, SHEET_MARGIN, size.width - SHEET_MARGIN, foot - SHEET_FOOT + 4,
		     false);
	at = (struct pdf_box){SHEET_MARGIN, foot - 2, width, 0};
	pdf_put_text(sheet->pdf, &at, &tiny, sheet->asked->dated);
	return (struct pdf_box){SHEET_MARGIN, SHEET_MARGIN + SHEET_HEAD, width,
				foot - SHEET_FOOT - SHEET_MARGIN - SHEET_HEAD};
}

double sheet_grey(enum week_kind kind)
{
	switch (kind) {
	case WEEK_TEAM:
		return 0.72;
	case WEEK_PLANNING:
	case WEEK_STAFF_TIME:
	case WEEK_SPECIAL:
		return 0.84;
	case WEEK_WIN:
	case WEEK_SERVICE:
		return 0.91;
	case WEEK_LUNCH:
	case WEEK_STAFF_LUNCH:
	case WEEK_RECESS:
		return 0.96;
	case WEEK_CORE:
	case WEEK_OTHER:
	case WEEK_N_KINDS:
		break;
	}
	return 1;
}

struct sheet_scale sheet_scale_of(double at, double length, int32_t first, int32_t last)
{
	first -= first % 30;
	last += (30 - last % 30) % 30;
	return (struct sheet_scale){at, length / (double)(last - first), first, last};
}

double sheet_place(const struct sheet_scale *scale, int32_t minute)
{
	return scale->at + (minute - scale->first) * scale->per_minute;
}

struct str sheet_time(struct arena *arena, int32_t minute)
{
	int32_t hour = minute / 60 % 12;

	return arena_printf(arena, "%d:%02d", hour == 0 ? 12 : hour, minute % 60);
}

struct str sheet_span(struct arena *arena, int32_t start, int32_t end)
{
	return arena_printf(arena, "%.*s \xE2\x80\x93 %.*s", STR_ARG(sheet_time(arena, start)),
			    STR_ARG(sheet_time(arena, end)));
}

struct str sheet_class(const struct zone *zone, uint32_t section)
{
	struct str code = zone->sections.at[section].code;
	struct str school = zone->schools.at[zone->sections.at[section].school].code;

	if (code.len > school.len + 1 && str_starts_with(code, school) &&
	    code.ptr[school.len] == '-')
		return str_slice(code, school.len + 1, code.len);
	return code;
}

void sheet_add_line(struct sheet_block *block, struct str text, bool bold, bool spare)
{
	if (text.len > 0 && block->n < sizeof block->line / sizeof *block->line)
		block->line[block->n++] = (struct pdf_line){text, bold, spare};
}

/* ---- Whose ---- */

static bool is_somebody(const struct week_whose *whose)
{
	return whose->person != ZONE_NONE || whose->section != ZONE_NONE ||
	       whose->team != ZONE_NONE || whose->room != ZONE_NONE;
}

static void all_people(struct sheet *sheet)
{
	const struct week_plan *plan = sheet->plan;
	bool *is_here = arena_array(sheet->arena, bool, sheet->zone->people.n);

	for (size_t i = 0; i < plan->bookings.n; i++)
		for (size_t p = 0; p < plan->bookings.at[i].people.n; p++)
			if (plan->bookings.at[i].school == sheet->asked->school)
				is_here[plan->bookings.at[i].people.at[p]] = true;
	for (uint32_t i = 0; i < sheet->zone->people.n; i++)
		if (is_here[i])
			(void)sheet_person(
				sheet, &(struct week_whose){i, ZONE_NONE, ZONE_NONE, ZONE_NONE});
}

static void all_teams(struct sheet *sheet)
{
	for (uint32_t i = 0; i < sheet->zone->teams.n; i++)
		if (sheet->zone->teams.at[i].school == sheet->asked->school)
			(void)sheet_team(sheet, i);
}

static void all_others(struct sheet *sheet)
{
	const struct zone *zone = sheet->zone;
	const uint32_t none = ZONE_NONE;

	for (uint32_t i = 0; sheet->asked->kind == WEEK_SHEET_CLASS && i < zone->sections.n; i++)
		if (zone->sections.at[i].school == sheet->asked->school)
			(void)sheet_person(sheet, &(struct week_whose){none, i, none, none});
	for (uint32_t i = 0; sheet->asked->kind == WEEK_SHEET_ROOM && i < zone->rooms.n; i++)
		if (zone->rooms.at[i].school == sheet->asked->school)
			(void)sheet_person(sheet, &(struct week_whose){none, none, none, i});
}

/* Each shape of the rotation's days, once. */
static void all_posters(struct sheet *sheet)
{
	struct week_columns columns = week_columns_of(sheet->arena, sheet->zone,
						      sheet->asked->school);

	for (size_t i = 0; i < columns.n; i++) {
		bool before = columns.at[i].shape == ZONE_NONE;

		for (size_t k = 0; k < i && !before; k++)
			before = columns.at[k].shape == columns.at[i].shape;
		if (!before)
			(void)sheet_poster(sheet, columns.at[i].shape);
	}
}

static void draw(struct sheet *sheet)
{
	const struct week_sheet *asked = sheet->asked;

	if (asked->kind == WEEK_SHEET_POSTER && asked->shape != ZONE_NONE)
		(void)sheet_poster(sheet, asked->shape);
	else if (asked->kind == WEEK_SHEET_POSTER)
		all_posters(sheet);
	else if (asked->kind == WEEK_SHEET_LUNCH)
		(void)sheet_lunch(sheet);
	else if (asked->kind == WEEK_SHEET_TEAM && asked->whose.team != ZONE_NONE)
		(void)sheet_team(sheet, asked->whose.team);
	else if (asked->kind == WEEK_SHEET_TEAM)
		all_teams(sheet);
	else if (is_somebody(&asked->whose))
		(void)sheet_person(sheet, &asked->whose);
	else if (asked->kind == WEEK_SHEET_PERSON)
		all_people(sheet);
	else
		all_others(sheet);
}

static struct str title_of(struct arena *arena, const struct zone *zone,
			   const struct week_sheet *sheet)
{
	struct str name = is_somebody(&sheet->whose) ? week_whose_name(zone, &sheet->whose)
						     : zone->schools.at[sheet->school].name;

	return arena_printf(arena, "%.*s, %s", STR_ARG(name), names[sheet->kind]);
}

bool week_sheet_write(struct arena *arena, const struct week_plan *plan,
		      const struct week_sheet *sheet, struct str *ret,
		      struct week_sheet_facts *ret_facts, struct err *err)
{
	struct sheet state = {.arena = arena, .plan = plan, .zone = plan->zone, .asked = sheet};
	struct week_sheet_facts facts;

	state.pdf = pdf_begin(arena, title_of(arena, plan->zone, sheet),
			      pdf_paper_size(sheet->paper, true));
	/* Tabloid and A3 hang on walls: larger letters, not only more room. */
	state.letter = pdf_size(state.pdf).height / 612;
	draw(&state);
	facts = (struct week_sheet_facts){pdf_pages(state.pdf), pdf_cuts(state.pdf)};
	if (!pdf_end(state.pdf, ret, err))
		return false;
	if (!state.begun)
		return err_set(err, ERR_NOT_FOUND, "The plan has nothing for this sheet (%s).",
			       names[sheet->kind]);
	if (ret_facts != NULL)
		*ret_facts = facts;
	return true;
}
