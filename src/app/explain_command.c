#include "app/explain_command.h"

#include "base/json.h"
#include "engine/proof.h"
#include "kit/formats/xhstt/xhstt.h"

#include <inttypes.h>
#include <string.h>

enum { MOST_CONFLICTS = 5, MOST_RELAXATIONS = 5 };

/* What was found out about one instance. */
struct findings {
	const struct weft_instance *instance;
	enum weft_verdict verdict;
	double seconds;
	struct weft_rules rules;
	struct weft_sentences not_covered;
	struct weft_conflict conflicts[MOST_CONFLICTS];
	size_t n_conflicts;
	struct weft_relaxations relaxations;
};

static const char *verdict_name(enum weft_verdict verdict)
{
	switch (verdict) {
	case WEFT_FEASIBLE:
		return "feasible";
	case WEFT_INFEASIBLE:
		return "infeasible";
	case WEFT_UNKNOWN:
		return "unknown";
	}
	return "unknown";
}

/* --- sentences ----------------------------------------------------------- */

static struct str constraint_kinds(const struct findings *findings,
				   const struct weft_rule_info *rule, struct arena *arena)
{
	struct text text;
	bool named[WEFT_N_KINDS] = {false};

	text_init(&text, arena);
	for (uint32_t i = 0; i < rule->constraints.n; i++) {
		enum weft_kind kind = findings->instance->constraints[rule->constraints.at[i]].kind;

		if (!named[kind])
			text_printf(&text, "%s%.*s", text.len > 0 ? ", " : "",
				    STR_ARG(weft_kind_name(kind)));
		named[kind] = true;
	}
	return text_str(&text);
}

static struct str resource_name(const struct weft_instance *instance, uint32_t i)
{
	const struct weft_resource *r = &instance->resources[i];

	return r->name.len > 0 ? r->name : r->id;
}

static struct str event_name(const struct weft_instance *instance, uint32_t i)
{
	const struct weft_event *e = &instance->events[i];

	return e->name.len > 0 ? e->name : e->id;
}

/* "Ada, Bob, Cyd and 3 more" */
static void put_names(struct text *text, const struct weft_instance *instance,
		      struct weft_list list,
		      struct str (*name)(const struct weft_instance *instance, uint32_t i))
{
	enum { MOST = 4 };
	uint32_t named = list.n <= MOST ? list.n : MOST - 1;

	for (uint32_t i = 0; i < named; i++)
		text_printf(text, "%s%.*s",
			    i == 0            ? ""
			    : i + 1 == list.n ? " and "
					      : ", ",
			    STR_ARG(name(instance, list.at[i])));
	if (named < list.n)
		text_printf(text, " and %u more", list.n - named);
}

static void put_counting(struct text *text, const struct weft_instance *instance,
			 const struct weft_conflict *conflict)
{
	text_put(text, STR(". Counting shows it"));
	if (conflict->resources.n > 0)
		text_put(text, STR(" for "));
	put_names(text, instance, conflict->resources, resource_name);
	if (conflict->plain)
		text_printf(text, ": %" PRId64 " are needed, %" PRId64 " can be had.",
			    conflict->demand, conflict->supply);
	else
		text_put_char(text, '.');
}

static void put_search(struct text *text, const struct weft_instance *instance,
		       const struct weft_conflict *conflict)
{
	text_put(text, STR(". No timetable keeps them: all cases were searched."));
	if (conflict->resources.n + conflict->events.n == 0)
		return;
	text_put(text, STR(" It is about "));
	put_names(text, instance, conflict->resources, resource_name);
	if (conflict->resources.n > 0 && conflict->events.n > 0)
		text_put(text, STR(", and "));
	put_names(text, instance, conflict->events, event_name);
	text_put_char(text, '.');
}

static struct str conflict_sentence(const struct findings *findings,
				    const struct weft_conflict *conflict, struct arena *arena)
{
	struct text text;

	text_init(&text, arena);
	if (conflict->rules.n == 0) {
		text_put(&text, STR("Already what is preassigned and how events may be split "
				    "cannot be."));
		return text_str(&text);
	}
	text_printf(&text, "%s cannot hold%s: ",
		    conflict->rules.n == 1 ? "This constraint" : "These constraints",
		    conflict->rules.n == 1 ? "" : " together");
	for (uint32_t i = 0; i < conflict->rules.n; i++)
		text_printf(&text, "%s\"%.*s\"", i > 0 ? " and " : "",
			    STR_ARG(findings->rules.at[conflict->rules.at[i]].name));
	if (conflict->argument == WEFT_BY_COUNTING)
		put_counting(&text, findings->instance, conflict);
	else
		put_search(&text, findings->instance, conflict);
	return text_str(&text);
}

/* Are the numbers of the rules those of times? */
static bool only_windows(const struct findings *findings, struct weft_list rules)
{
	for (uint32_t i = 0; i < rules.n; i++) {
		struct weft_list of_rule = findings->rules.at[rules.at[i]].constraints;

		for (uint32_t k = 0; k < of_rule.n; k++) {
			enum weft_kind kind = findings->instance->constraints[of_rule.at[k]].kind;

			if (kind != WEFT_PREFER_TIMES && kind != WEFT_AVOID_UNAVAILABLE_TIMES)
				return false;
		}
	}
	return true;
}

static struct str relaxation_sentence(const struct findings *findings,
				      const struct weft_relaxation *relaxation, struct arena *arena)
{
	struct text text;

	text_init(&text, arena);
	if (relaxation->number_by == 0)
		text_put(&text, STR("Give up "));
	else
		text_put(&text, only_windows(findings, relaxation->rules)
					? STR("Widen the times of ")
					: STR("Change the limit of "));
	for (uint32_t i = 0; i < relaxation->rules.n; i++)
		text_printf(&text, "%s\"%.*s\"", i > 0 ? " and " : "",
			    STR_ARG(findings->rules.at[relaxation->rules.at[i]].name));
	if (relaxation->number_by > 0)
		text_printf(&text, " by %" PRId64, relaxation->number_by);
	text_put_char(&text, '.');
	return text_str(&text);
}

/* --- output -------------------------------------------------------------- */

static void print_findings(struct command_call *call, const struct findings *findings)
{
	(void)fprintf(call->out, "%.*s: %s (%.2f s)\n", STR_ARG(findings->instance->id),
		      verdict_name(findings->verdict), findings->seconds);
	for (size_t i = 0; i < findings->not_covered.n; i++)
		(void)fprintf(call->out, "  Note: %.*s\n", STR_ARG(findings->not_covered.at[i]));
	for (size_t i = 0; i < findings->n_conflicts; i++) {
		const struct weft_conflict *conflict = &findings->conflicts[i];
		struct str sentence = conflict_sentence(findings, conflict, call->arena);

		(void)fprintf(call->out, "\n%zu. %.*s%s\n", i + 1, STR_ARG(sentence),
			      conflict->minimal ? "" : " (Perhaps fewer suffice: time ran out.)");
		for (uint32_t k = 0; k < conflict->rules.n; k++) {
			const struct weft_rule_info *rule = &findings->rules
								     .at[conflict->rules.at[k]];
			struct str kinds = constraint_kinds(findings, rule, call->arena);

			(void)fprintf(call->out, "   - %.*s (%.*s)\n", STR_ARG(rule->name),
				      STR_ARG(kinds));
		}
	}
	if (findings->relaxations.n > 0)
		(void)fprintf(call->out, "\nAny one of these would do:\n");
	for (size_t i = 0; i < findings->relaxations.n; i++) {
		struct str sentence = relaxation_sentence(findings, &findings->relaxations.at[i],
							  call->arena);

		(void)fprintf(call->out, "   - %.*s Price: %" PRId64 "\n", STR_ARG(sentence),
			      findings->relaxations.at[i].price);
	}
}

static void put_rules(struct json_writer *json, const struct findings *findings,
		      struct weft_list rules)
{
	json_key(json, "constraints");
	json_begin_array(json);
	for (uint32_t i = 0; i < rules.n; i++) {
		struct weft_list of_rule = findings->rules.at[rules.at[i]].constraints;

		for (uint32_t k = 0; k < of_rule.n; k++) {
			const struct weft_constraint *c = &findings->instance
								   ->constraints[of_rule.at[k]];

			json_begin_object(json);
			json_pair_str(json, "id", c->id);
			json_pair_str(json, "name", c->name);
			json_pair_str(json, "kind", weft_kind_name(c->kind));
			json_end(json);
		}
	}
	json_end(json);
}

static void put_argument(struct json_writer *json, const struct weft_instance *instance,
			 const struct weft_conflict *conflict)
{
	bool counted = conflict->argument == WEFT_BY_COUNTING;

	json_pair_str(json, "argument", counted ? STR("counting") : STR("search"));
	if (counted && conflict->plain) {
		json_pair_i64(json, "demand", conflict->demand);
		json_pair_i64(json, "supply", conflict->supply);
	}
	json_key(json, "resources");
	json_begin_array(json);
	for (uint32_t i = 0; i < conflict->resources.n; i++)
		json_put_str(json, instance->resources[conflict->resources.at[i]].id);
	json_end(json);
	json_key(json, "events");
	json_begin_array(json);
	for (uint32_t i = 0; i < conflict->events.n; i++)
		json_put_str(json, instance->events[conflict->events.at[i]].id);
	json_end(json);
}

static void put_findings(struct json_writer *json, const struct findings *findings,
			 struct arena *arena)
{
	json_begin_object(json);
	json_pair_str(json, "instance", findings->instance->id);
	json_pair_str(json, "verdict", str_from(verdict_name(findings->verdict)));
	json_pair_double(json, "seconds", findings->seconds);
	json_key(json, "not_covered");
	json_begin_array(json);
	for (size_t i = 0; i < findings->not_covered.n; i++)
		json_put_str(json, findings->not_covered.at[i]);
	json_end(json);
	json_key(json, "conflicts");
	json_begin_array(json);
	for (size_t i = 0; i < findings->n_conflicts; i++) {
		const struct weft_conflict *conflict = &findings->conflicts[i];

		json_begin_object(json);
		put_rules(json, findings, conflict->rules);
		json_pair_str(json, "sentence", conflict_sentence(findings, conflict, arena));
		json_pair_bool(json, "minimal", conflict->minimal);
		put_argument(json, findings->instance, conflict);
		json_end(json);
	}
	json_end(json);
	json_key(json, "relaxations");
	json_begin_array(json);
	for (size_t i = 0; i < findings->relaxations.n; i++) {
		const struct weft_relaxation *relaxation = &findings->relaxations.at[i];

		json_begin_object(json);
		put_rules(json, findings, relaxation->rules);
		json_pair_str(json, "sentence", relaxation_sentence(findings, relaxation, arena));
		json_pair_i64(json, "price", relaxation->price);
		json_pair_i64(json, "number_by", relaxation->number_by);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

/* --- the work ------------------------------------------------------------ */

static bool write_proof(struct command_call *call, struct weft_proof *proof,
			const struct deadline *deadline, struct err *err)
{
	struct str prefix = command_text(call, "proof", "");
	struct str cnf = arena_printf(call->arena, "%.*s.cnf", STR_ARG(prefix));
	struct str drat = arena_printf(call->arena, "%.*s.drat", STR_ARG(prefix));
	FILE *formula = fopen(cnf.ptr, "w+"), *steps = fopen(drat.ptr, "w");
	bool ok = formula != NULL && steps != NULL;
	enum weft_verdict verdict = WEFT_INFEASIBLE;

	if (ok)
		verdict = weft_proof_write(proof, NULL, deadline, formula, steps);
	ok = (formula == NULL || fclose(formula) == 0) && ok;
	ok = (steps == NULL || fclose(steps) == 0) && ok;
	if (!ok)
		return err_set(err, ERR_SYSTEM, "cannot write %s and %s", cnf.ptr, drat.ptr);
	if (verdict != WEFT_INFEASIBLE)
		return err_set(err, ERR_BUSY,
			       "the proof did not end in time; give it more by "
			       "--seconds");
	return true;
}

/* The smallest sets, and of each who and what it is about. */
static void find_conflicts(struct weft_proof *proof, const struct deadline *deadline,
			   struct arena *arena, struct findings *ret)
{
	struct weft_conflicts found = weft_proof_conflicts(proof, MOST_CONFLICTS, deadline, arena);

	for (size_t i = 0; i < found.n; i++) {
		double left = deadline_left(deadline);
		struct deadline soon = deadline_in(deadline->clock, left < 4 ? left / 4 : 1);

		ret->conflicts[i] = found.at[i];
		weft_proof_locate(proof, &ret->conflicts[i], &soon, arena);
	}
	ret->n_conflicts = found.n;
}

static bool explain(struct command_call *call, const struct weft_instance *instance, double seconds,
		    struct findings *ret, struct err *err)
{
	const struct deadline deadline = deadline_in(call->clock, seconds);
	int64_t started = clock_monotonic_ns(call->clock);
	const struct weft_proof_options options = {.deadline = &deadline};
	struct weft_proof *proof = NULL;
	struct err too_large = {0};
	bool ok = true;

	*ret = (struct findings){.instance = instance, .verdict = WEFT_UNKNOWN};
	if (!weft_proof_create(&proof, instance, &options, &too_large)) {
		/* Too large, or too late: an answer too, and the other instances have a turn. */
		struct str *sentence = arena_array(call->arena, struct str, 1);

		*sentence = arena_printf(call->arena, "Not decided: %s.", too_large.text);
		ret->not_covered = (struct weft_sentences){sentence, 1};
		ret->seconds = (double)(clock_monotonic_ns(call->clock) - started) / 1e9;
		return true;
	}
	ret->rules = weft_proof_rules(proof);
	ret->not_covered = weft_proof_not_covered(proof);
	ret->verdict = weft_proof_decide(proof, NULL, &deadline);
	ret->seconds = (double)(clock_monotonic_ns(call->clock) - started) / 1e9;
	if (ret->verdict == WEFT_INFEASIBLE) {
		find_conflicts(proof, &deadline, call->arena, ret);
		ret->relaxations = weft_proof_relaxations(proof, MOST_RELAXATIONS, 1, &deadline,
							  call->arena);
		if (command_has(call, "proof"))
			ok = write_proof(call, proof, &deadline, err);
	}
	/* Names and sentences must outlive the proof. */
	{
		struct weft_rule_info *rules = arena_array(call->arena, struct weft_rule_info,
							   ret->rules.n);

		if (ret->rules.n > 0)
			memcpy(rules, ret->rules.at, ret->rules.n * sizeof *rules);
		for (uint32_t i = 0; i < ret->rules.n; i++) {
			uint32_t n = rules[i].constraints.n;
			uint32_t *list = arena_array(call->arena, uint32_t, n);

			memcpy(list, rules[i].constraints.at, n * sizeof *list);
			rules[i].constraints.at = list;
		}
		ret->rules.at = rules;
	}
	{
		struct str *sentences = arena_array(call->arena, struct str, ret->not_covered.n);

		for (size_t i = 0; i < ret->not_covered.n; i++)
			sentences[i] = arena_str(call->arena, ret->not_covered.at[i]);
		ret->not_covered.at = sentences;
	}
	weft_proof_destroy(proof);
	return ok;
}

static enum command_exit exit_for(enum weft_verdict verdict)
{
	switch (verdict) {
	case WEFT_FEASIBLE:
		return COMMAND_DONE;
	case WEFT_INFEASIBLE:
		return COMMAND_NO;
	case WEFT_UNKNOWN:
		return COMMAND_INVALID;
	}
	return COMMAND_INVALID;
}

static bool explain_all(struct command_call *call, const struct xhstt_archive *archive,
			double seconds, struct err *err)
{
	struct text text;
	struct json_writer json;

	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_key(&json, "instances");
	json_begin_array(&json);
	for (size_t i = 0; i < archive->instances.n; i++) {
		struct findings findings;

		if (!explain(call, archive->instances.at[i], seconds, &findings, err))
			return false;
		if (exit_for(findings.verdict) > call->exit)
			call->exit = exit_for(findings.verdict);
		if (command_has(call, "json"))
			put_findings(&json, &findings, call->arena);
		else
			print_findings(call, &findings);
	}
	json_end(&json);
	json_end(&json);
	if (command_has(call, "json"))
		(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
	return true;
}

static bool run(struct command_call *call, struct err *err)
{
	struct xhstt_archive *archive;
	double seconds;
	bool ok;

	if (!command_decimal(call, "seconds", 60, 0.01, 1e6, &seconds, err) ||
	    !xhstt_read_file(call->arena, call->word[0].ptr, NULL, &archive, err))
		return false;
	ok = explain_all(call, archive, seconds, err);
	xhstt_archive_destroy(archive);
	return ok;
}

const struct command explain_command = {
	.name = "explain",
	.arguments = "FILE",
	.summary = "say why the hard constraints of an XHSTT archive cannot hold",
	.help = "Decides for each instance of the archive whether all its required constraints\n"
		"can hold together. If they cannot, prints the smallest sets of constraints that\n"
		"cannot, by name, and what would restore feasibility at the least price (the\n"
		"number of constraints given up).\n"
		"\n"
		"\"infeasible\" is only said when it is proved: by counting, checked in whole\n"
		"numbers, or by search. --proof writes PREFIX.cnf and PREFIX.drat, which any DRAT\n"
		"checker can verify.\n"
		"\n"
		"The exit code is 0 if all instances are feasible, 1 if one is not, 3 if the time\n"
		"was too short to know.\n"
		"\n"
		"Example: weft explain --seconds 20 school.xml",
	.options =
		{
			{"json", NULL, "print JSON"},
			{"seconds", "S", "time for each instance (60)"},
			{"proof", "PREFIX", "write the formula and a proof that can be checked"},
		},
	.min_words = 1,
	.max_words = 1,
	.run = run,
};
