/* weft cover absent, suggest, assign, choose, swap, acknowledge. */
#include "parts/cover/cover_command.h"

#include "base/date.h"
#include "base/json.h"
#include "parts/cover/cover_source.h"

#define DAY_OPTIONS COVER_ZONE_OPTION, DB_OPTION, COVER_KEY_OPTION, COVER_DATE_OPTION

static struct str span(struct command_call *call, int32_t start, int32_t end)
{
	return arena_printf(call->arena, "%.*s to %.*s",
			    STR_ARG(minutes_text(call->arena, start, MINUTES_12H)),
			    STR_ARG(minutes_text(call->arena, end, MINUTES_12H)));
}

/* ---- absent ---- */

static bool absent_work(struct command_call *call, struct cover_book *source, struct err *err)
{
	struct cover_absence absence = {.person = call->word[0]};
	struct cover_desk desk;
	int64_t id;

	if (!cover_source_time(call, "from", 0, &absence.start, err) ||
	    !cover_source_time(call, "until", 0, &absence.end, err))
		return false;
	if ((absence.start == 0) != (absence.end == 0))
		return err_set(err, ERR_INVALID, "Give both --from and --until, or neither.");
	if (!command_has(call, "cancel")) {
		if (!cover_desk_enter(call->arena, &source->view, &source->actor, &absence, &id,
				      err))
			return false;
		if (!command_has(call, "json"))
			(void)fprintf(call->out, "%.*s is away on %.*s.\n", STR_ARG(absence.person),
				      STR_ARG(date_long_text(call->arena, source->view.date)));
		return cover_print_after(call, source, err);
	}
	if (!cover_desk_open(call->arena, &source->view, &desk, err))
		return false;
	for (size_t i = 0; i < desk.n_absences; i++)
		if (str_eq(desk.absences[i].person, absence.person))
			return cover_desk_cancel(call->arena, &source->view, &source->actor,
						 desk.absences[i].id, err) &&
			       cover_print_after(call, source, err);
	return err_set(err, ERR_NOT_FOUND, "There is no such absence.");
}

static bool absent(struct command_call *call, struct err *err)
{
	return cover_source_with(call, absent_work, err);
}

const struct command cover_absent_command = {
	.name = "cover absent",
	.arguments = "PERSON",
	.summary = "enter that somebody is away on a day, or comes after all",
	.help = "Without times: the whole day. No reason is asked for or kept.\n"
		"\n"
		"    weft cover absent HH-T04 --date 2026-10-13\n"
		"    weft cover absent HH-T04 --date 2026-10-13 --from 10:30 --until 12:00\n"
		"    weft cover absent HH-T04 --date 2026-10-13 --cancel",
	.options = {DAY_OPTIONS,
		    {"from", "TIME", "away from this time"},
		    {"until", "TIME", "until this time"},
		    {"cancel", NULL, "they come after all"},
		    COMMAND_JSON},
	.min_words = 1,
	.max_words = 1,
	.run = absent,
};

/* ---- suggest ---- */

static void put_candidate(struct json_writer *json, const struct zone *zone,
			  const struct cover_candidate *candidate)
{
	json_begin_object(json);
	json_pair_str(json, "code",
		      candidate->who.source == COVER_SUBSTITUTE
			      ? zone->substitutes.at[candidate->who.row].code
			      : zone->people.at[candidate->who.row].code);
	json_pair_str(json, "name", cover_name(zone, candidate->who));
	json_pair_bool(json, "staff", candidate->who.source == COVER_STAFF);
	json_pair_i64(json, "covers_in_window", candidate->covers);
	json_pair_str(json, "reasons", candidate->reasons);
	json_end(json);
}

static void print_candidates(struct command_call *call, const struct cover_desk *desk,
			     const struct cover_need *need, const struct cover_stretch *when,
			     const struct cover_candidates *found, int64_t most)
{
	const struct zone *zone = desk->day.zone;
	struct json_writer json;
	struct text text;

	if (!command_has(call, "json")) {
		(void)fprintf(call->out, "%.*s, %.*s (covers counted over %d days)\n",
			      STR_ARG(zone->sections.at[need->section].code),
			      STR_ARG(span(call, when->start, when->end)), desk->window_days);
		for (size_t i = 0; i < found->n && (int64_t)i < most; i++)
			(void)fprintf(call->out, "  %.*s: %.*s\n",
				      STR_ARG(cover_name(zone, found->at[i].who)),
				      STR_ARG(found->at[i].reasons));
		if (found->n == 0)
			(void)fprintf(call->out, "  nobody is free\n");
		return;
	}
	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_pair_str(&json, "class", zone->sections.at[need->section].code);
	json_pair_i64(&json, "start_minutes", when->start);
	json_pair_i64(&json, "end_minutes", when->end);
	json_pair_i64(&json, "window_days", desk->window_days);
	json_key(&json, "candidates");
	json_begin_array(&json);
	for (size_t i = 0; i < found->n && (int64_t)i < most; i++)
		put_candidate(&json, zone, &found->at[i]);
	json_end(&json);
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

static bool suggest_work(struct command_call *call, struct cover_book *source, struct err *err)
{
	uint32_t section = zone_find(source->problem.zone, ZONE_T_SECTIONS, call->word[0]);
	struct cover_desk desk;
	int64_t most, window;
	bool any = false;

	if (!command_number(call, "most", 8, 1, 1000, &most, err) ||
	    !command_number(call, "window", 10, 1, 400, &window, err))
		return false;
	source->view.window_days = (int32_t)window;
	if (section == ZONE_NONE)
		return err_set(err, ERR_INVALID, "There is no class \"%.*s\".",
			       STR_ARG(str_utf8_cut(call->word[0], 60)));
	if (!cover_desk_open(call->arena, &source->view, &desk, err))
		return false;
	for (size_t i = 0; i < desk.day.n_needs && !any; i++) {
		struct cover_stretch open;
		struct cover_candidates found;

		if (desk.day.needs[i].section != section ||
		    !cover_open_stretch(&desk.day, &desk.picks, i, 0, &open))
			continue;
		if (!cover_source_time(call, "from", open.start, &open.start, err) ||
		    !cover_source_time(call, "until", desk.day.needs[i].end, &open.end, err))
			return false;
		any = true;
		found = cover_suggest(call->arena, &desk.day, &desk.picks, i, open.start, open.end);
		print_candidates(call, &desk, &desk.day.needs[i], &open, &found, most);
	}
	return any ||
	       err_set(err, ERR_NOT_FOUND, "%.*s needs nobody that day.", STR_ARG(call->word[0]));
}

static bool suggest(struct command_call *call, struct err *err)
{
	return cover_source_with(call, suggest_work, err);
}

const struct command cover_suggest_command = {
	.name = "cover suggest",
	.arguments = "CLASS",
	.summary = "who could stand in for a class, best first, with reasons",
	.help = "Covers given in the window count against somebody, whoever was away.\n"
		"\n"
		"    weft cover suggest HH-4A --date 2026-10-13 --from 10:00 --until 11:00",
	.options = {DAY_OPTIONS,
		    {"from", "TIME", "from this time (from when the class has nobody)"},
		    {"until", "TIME", "until this time (until the end of the need)"},
		    {"window", "N", "count covers of so many days back (10)"},
		    {"most", "N", "show so many (8)"},
		    COMMAND_JSON},
	.min_words = 1,
	.max_words = 1,
	.run = suggest,
};

/* ---- assign, choose, swap, acknowledge ---- */

static bool assign_work(struct command_call *call, struct cover_book *source, struct err *err)
{
	size_t n_open;

	if (!cover_desk_assign(call->arena, &source->view, &source->actor, &n_open, err))
		return false;
	call->exit = n_open > 0 ? COMMAND_NO : COMMAND_DONE;
	if (command_has(call, "json"))
		return cover_print_after(call, source, err);
	if (n_open > 0)
		(void)fprintf(call->out, "%zu %s still without anybody for some of the time.\n",
			      n_open, n_open == 1 ? "class is" : "classes are");
	else
		(void)fprintf(call->out, "Everyone has somebody.\n");
	return true;
}

static bool assign(struct command_call *call, struct err *err)
{
	return cover_source_with(call, assign_work, err);
}

const struct command cover_assign_command = {
	.name = "cover assign",
	.arguments = "",
	.summary = "give everyone who is away somebody, as far as there is",
	.help = "What people chose by hand stays. Ends with 1 when a class has nobody.\n"
		"\n"
		"    weft cover assign --date 2026-10-13",
	.options = {DAY_OPTIONS, COMMAND_JSON},
	.run = assign,
};

static bool choose_work(struct command_call *call, struct cover_book *source, struct err *err)
{
	struct cover_choice choice = {.section = call->word[0],
				      .overrule = command_has(call, "overrule")};

	return cover_source_who(source->problem.zone, call->word[1], &choice.who, err) &&
	       cover_source_time(call, "from", 0, &choice.start, err) &&
	       cover_source_time(call, "until", 0, &choice.end, err) &&
	       cover_desk_choose(call->arena, &source->view, &source->actor, &choice, err) &&
	       cover_print_after(call, source, err);
}

static bool choose(struct command_call *call, struct err *err)
{
	return cover_source_with(call, choose_work, err);
}

const struct command cover_choose_command = {
	.name = "cover choose",
	.arguments = "CLASS WHO",
	.summary = "let somebody stand in for a class, for all or part of the time",
	.help = "WHO is a code of substitutes.csv or people.csv. What is outside of the times "
		"stays as it was, so that a day can be split.\n"
		"\n"
		"    weft cover choose HH-4A SUB04 --date 2026-10-13 --from 12:20 --until 15:20",
	.options = {DAY_OPTIONS,
		    {"from", "TIME", "from this time"},
		    {"until", "TIME", "until this time"},
		    {"overrule", NULL, "though they would not be suggested"},
		    COMMAND_JSON},
	.min_words = 2,
	.max_words = 2,
	.run = choose,
};

static bool read_id(const struct command_call *call, size_t word, int64_t *ret, struct err *err)
{
	return str_to_i64(call->word[word], ret) ||
	       err_set(err, ERR_INVALID, "\"%.*s\" is not the number of a cover.",
		       STR_ARG(str_utf8_cut(call->word[word], 60)));
}

static bool swap_work(struct command_call *call, struct cover_book *source, struct err *err)
{
	int64_t a, b;

	return read_id(call, 0, &a, err) && read_id(call, 1, &b, err) &&
	       cover_desk_swap(call->arena, &source->view, &source->actor, a, b, err) &&
	       cover_print_after(call, source, err);
}

static bool swap(struct command_call *call, struct err *err)
{
	return cover_source_with(call, swap_work, err);
}

const struct command cover_swap_command = {
	.name = "cover swap",
	.arguments = "COVER COVER",
	.summary = "let two people who stand in change places",
	.help = "The numbers are those of 'weft cover day --json'.",
	.options = {DAY_OPTIONS, COMMAND_JSON},
	.min_words = 2,
	.max_words = 2,
	.run = swap,
};

static bool acknowledge_work(struct command_call *call, struct cover_book *source, struct err *err)
{
	int64_t id;

	return read_id(call, 0, &id, err) &&
	       cover_desk_acknowledge(call->arena, &source->view, &source->actor, id, err) &&
	       cover_print_after(call, source, err);
}

static bool acknowledge(struct command_call *call, struct err *err)
{
	return cover_source_with(call, acknowledge_work, err);
}

const struct command cover_acknowledge_command = {
	.name = "cover acknowledge",
	.arguments = "COVER",
	.summary = "say that who stands in has said yes",
	.help = "The number is that of 'weft cover day --json'.",
	.options = {DAY_OPTIONS, COMMAND_JSON},
	.min_words = 1,
	.max_words = 1,
	.run = acknowledge,
};
