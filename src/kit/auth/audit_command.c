/* weft audit ...: read the log, and check that it is as it was written. */
#include "kit/auth/audit_command.h"

#include "base/date.h"
#include "base/json.h"
#include "kit/auth/audit.h"
#include "kit/auth/command_site.h"

static bool run_check(struct command_call *call, struct err *err)
{
	struct site site;
	int64_t bad, n;
	bool ok;

	if (!command_site_open(call, &site, err))
		return false;
	ok = audit_verify(&site, &bad, &n, err);
	db_close(site.db);
	if (!ok)
		return false;
	if (bad == 0) {
		(void)fprintf(call->out, "%lld entries, all as they were written\n", (long long)n);
		return true;
	}
	(void)fprintf(call->out, "the log was changed from outside, beginning with entry %lld\n",
		      (long long)bad);
	call->exit = COMMAND_NO;
	return true;
}

const struct command audit_check_command = {
	.name = "audit check",
	.arguments = "",
	.summary = "check that no entry of the audit log was changed",
	.help = "Computes the chain of hashes anew. The answer is no (exit code 1) when an entry "
		"was\n"
		"changed, removed or put between.",
	.options = {DB_OPTION, COMMAND_SITE_ZONE_OPTION, COMMAND_SITE_KEY_OPTION},
	.max_words = 0,
	.run = run_check,
};

static void print_lines(struct command_call *call, const struct audit_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct audit_entry *entry = &list->at[i];
		struct str at = date_instant_text(call->arena, entry->at_ms);

		(void)fprintf(call->out, "%lld\t%.*s\t%lld\t%.*s\t%.*s\t%.*s\t%.*s\n",
			      (long long)entry->seq, STR_ARG(at), (long long)entry->account_id,
			      STR_ARG(entry->action), STR_ARG(entry->target),
			      STR_ARG(entry->detail), STR_ARG(entry->address));
	}
}

static void print_json(struct command_call *call, const struct audit_list *list)
{
	struct text text;
	struct json_writer json;

	text_init(&text, call->arena);
	json_writer_init(&json, &text);
	json_begin_object(&json);
	json_key(&json, "entries");
	json_begin_array(&json);
	for (size_t i = 0; i < list->n; i++) {
		const struct audit_entry *entry = &list->at[i];

		json_begin_object(&json);
		json_pair_i64(&json, "seq", entry->seq);
		json_pair_str(&json, "at", date_instant_text(call->arena, entry->at_ms));
		json_pair_str(&json, "account",
			      arena_printf(call->arena, "%lld", (long long)entry->account_id));
		json_pair_str(&json, "action", entry->action);
		json_pair_str(&json, "target", entry->target);
		json_pair_str(&json, "detail", entry->detail);
		json_pair_str(&json, "address", entry->address);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	(void)fprintf(call->out, "%.*s\n", STR_ARG(text_str(&text)));
}

static bool run_list(struct command_call *call, struct err *err)
{
	struct audit_filter filter = {.action = command_text(call, "action", "")};
	struct audit_list list;
	struct site site;
	bool ok;

	if (!command_number(call, "limit", 100, 1, 1000, &filter.limit, err) ||
	    !command_number(call, "before", 0, 0, INT64_MAX, &filter.before_seq, err) ||
	    !command_site_open(call, &site, err))
		return false;
	ok = audit_find(&site, call->arena, &filter, &list, err);
	db_close(site.db);
	if (ok && command_has(call, "json"))
		print_json(call, &list);
	else if (ok)
		print_lines(call, &list);
	return ok;
}

const struct command audit_list_command = {
	.name = "audit list",
	.arguments = "",
	.summary = "list the audit log, newest first",
	.help = "One line an entry, with tabs between: number, instant, account, action, target,\n"
		"details, address.",
	.options = {DB_OPTION,
		    COMMAND_SITE_ZONE_OPTION,
		    COMMAND_SITE_KEY_OPTION,
		    {"action", "TEXT", "only actions that begin so: sign-in, role., export."},
		    {"limit", "N", "how many, 100; at most 1000"},
		    {"before", "N", "only entries before this number"},
		    COMMAND_JSON},
	.max_words = 0,
	.run = run_list,
};
