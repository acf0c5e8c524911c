/* /admin/audit: what happened, newest first. */
#include "kit/auth/auth_routes.h"
#include "kit/auth/page_shared.h"

#include "kit/auth/admin_page.html.h"
#include "kit/auth/audit.h"

enum { ROWS = 100, COLUMNS = 6 };

/* What actions begin with, as the filter offers them. */
static const struct {
	struct str begins, text;
} groups[] = {
	{STR_INIT(""), STR_INIT("Everything")},
	{STR_INIT("sign-"), STR_INIT("Sign-ins")},
	{STR_INIT("role."), STR_INIT("Roles")},
	{STR_INIT("account."), STR_INIT("Accounts")},
	{STR_INIT("link."), STR_INIT("Links")},
	{STR_INIT("export."), STR_INIT("Exports")},
	{STR_INIT("read."), STR_INIT("Reads of sensitive records")},
};
enum { GROUPS = sizeof groups / sizeof *groups };

static struct str who(struct http_request *request, const struct account_list *accounts, int64_t id)
{
	for (size_t i = 0; i < accounts->n; i++)
		if (accounts->at[i].id == id)
			return accounts->at[i].name;
	return id == 0 ? STR("–") : arena_printf(request->arena, "%lld", (long long)id);
}

/* "account 4711" with the name instead of the number. */
static struct str target_text(struct http_request *request, const struct account_list *accounts,
			      struct str target)
{
	static const struct str account = STR_INIT("account ");
	int64_t id;

	if (target.len <= account.len || !str_eq(str_slice(target, 0, account.len), account) ||
	    !str_to_i64(str_slice(target, account.len, target.len), &id))
		return target;
	return who(request, accounts, id);
}

static struct table entries(struct http_request *request, const struct audit_list *list,
			    const struct account_list *accounts)
{
	static const struct str heads[COLUMNS] = {STR_INIT("When"),    STR_INIT("Who"),
						  STR_INIT("What"),    STR_INIT("To what"),
						  STR_INIT("Details"), STR_INIT("From")};
	struct table_column *column = arena_array(request->arena, struct table_column, COLUMNS);
	struct table_cell *cell = arena_array(request->arena, struct table_cell, list->n * COLUMNS);
	struct empty_state *empty = arena_array(request->arena, struct empty_state, 1);
	const struct time_zone *zone = auth_time_zone(request->part, request->arena);

	for (size_t i = 0; i < COLUMNS; i++)
		column[i].text = page_say(request, heads[i]);
	column[0].row_header = true;
	for (size_t i = 0; i < list->n; i++) {
		const struct audit_entry *entry = &list->at[i];
		struct table_cell *row = &cell[i * COLUMNS];

		row[0].text = page_instant(request->arena, zone, entry->at_ms);
		row[1].text = who(request, accounts, entry->account_id);
		row[2].text = entry->action;
		row[3].text = target_text(request, accounts, entry->target);
		row[4].text = entry->detail;
		row[5].text = entry->address;
	}
	*empty = (struct empty_state){
		.title = page_say(request, STR("Nothing yet")),
		.text = page_say(request, STR("Sign-ins, changes of roles, exports "
					      "and reads of sensitive records "
					      "will stand here."))};
	return (struct table){.caption = page_say(request, STR("Entries, newest first")),
			      .column = column,
			      .n_columns = COLUMNS,
			      .cell = cell,
			      .n_rows = list->n,
			      .empty = empty};
}

static struct form_choice group_choice(struct http_request *request, struct str chosen)
{
	struct form_option *option = arena_array(request->arena, struct form_option, GROUPS);

	for (size_t i = 0; i < GROUPS; i++)
		option[i] = (struct form_option){.value = groups[i].begins,
						 .text = page_say(request, groups[i].text),
						 .chosen = str_eq(groups[i].begins, chosen)};
	return (struct form_choice){.id = STR("action"),
				    .label = page_say(request, STR("Show")),
				    .option = option,
				    .n = GROUPS};
}

static bool check_chain(struct http_request *request, struct page *page, struct err *err)
{
	struct auth *auth = request->part;
	int64_t bad, n;

	if (!audit_verify(&auth->site, &bad, &n, err))
		return false;
	if (bad == 0)
		page_flash(
			page, request->arena, FLASH_DONE,
			arena_printf(request->arena, "%.*s (%lld)",
				     STR_ARG(page_say(request, STR("All entries are as they were "
								   "written"))),
				     (long long)n));
	else
		page_flash(page, request->arena, FLASH_ERROR,
			   arena_printf(request->arena, "%.*s %lld",
					STR_ARG(page_say(request,
							 STR("The log was changed from outside, "
							     "beginning with entry"))),
					(long long)bad));
	return true;
}

bool audit_page(struct http_request *request, struct http_response *response, struct err *err)
{
	struct auth *auth = request->part;
	struct audit_filter filter = {.action = http_query_text(request, "action", ""),
				      .limit = ROWS};
	struct http_range range = {0, INT64_MAX, 0};
	struct account_list accounts;
	struct audit_list list;
	struct audit_view view;
	struct html html;

	if (!http_query_int(request, "before", range, &filter.before_seq, err) ||
	    !audit_find(&auth->site, request->arena, &filter, &list, err) ||
	    !account_all(&auth->site, request->arena, &accounts, err))
		return false;
	view = (struct audit_view){
		.page = admin_frame(request, STR("Audit log")),
		.filter = {.method = FORM_GET,
			   .action = STR("/admin/audit"),
			   .submit = {.text = page_say(request, STR("Show")),
				      .kind = BUTTON_SECONDARY}},
		.action = group_choice(request, filter.action),
		.table = entries(request, &list, &accounts),
		.check = {.text = page_say(request, STR("Check that no entry was changed")),
			  .url = STR("/admin/audit?check=1")},
	};
	if (list.n == ROWS)
		view.pager.older_url = arena_printf(
			request->arena, "/admin/audit?action=%.*s&before=%lld",
			STR_ARG(http_encode(request->arena, filter.action)),
			(long long)list.at[list.n - 1].seq);
	if (http_query_text(request, "check", "").len > 0 && !check_chain(request, &view.page, err))
		return false;
	auth_html(request, response, &html);
	audit_view(&html, &view);
	page_write(response, &html);
	return true;
}
