#include "app/commands.h"

#include "app/account_command.h"
#include "app/backup_command.h"
#include "app/data_command.h"
#include "app/demo_command.h"
#include "app/explain_command.h"
#include "app/migrate_command.h"
#include "app/restore_command.h"
#include "app/serve_command.h"
#include "app/solve_command.h"
#include "app/version_command.h"
#include "app/worker_command.h"
#include "kit/auth/audit_command.h"
#include "kit/cli/completion_command.h"
#include "kit/cli/help_command.h"
#include "app/xhstt_commands.h"
#include "parts/cover/cover_command.h"
#include "parts/school/zone_command.h"
#include "parts/week/week_command.h"
#include "parts/year/year_command.h"

/* One line a command, by name. */
const struct command *const commands[] = {
	&account_disable_command,
	&account_invite_command,
	&account_list_command,
	&account_reset_command,
	&account_role_command,
	&audit_check_command,
	&audit_list_command,
	&backup_command,
	&completion_command,
	&cover_absent_command,
	&cover_acknowledge_command,
	&cover_assign_command,
	&cover_choose_command,
	&cover_compare_command,
	&cover_day_command,
	&cover_lost_command,
	&cover_owed_command,
	&cover_pay_command,
	&cover_simulate_command,
	&cover_suggest_command,
	&cover_swap_command,
	&data_command,
	&demo_command,
	&explain_command,
	&help_command,
	&migrate_command,
	&restore_command,
	&roster_export_command,
	&roster_import_command,
	&serve_command,
	&solve_command,
	&version_command,
	&week_check_command,
	&week_compare_command,
	&week_explain_command,
	&week_export_command,
	&week_make_command,
	&week_print_command,
	&week_show_command,
	&week_solve_command,
	&worker_command,
	&xhstt_convert_command,
	&xhstt_evaluate_command,
	&xhstt_info_command,
	&year_check_command,
	&year_explain_command,
	&year_repair_command,
	&year_show_command,
	&year_solve_command,
	&zone_check_command,
	&zone_export_command,
	&zone_format_command,
	&zone_generate_command,
	&zone_import_command,
	&zone_tidy_command,
	&zone_undo_command,
};
const size_t commands_n = sizeof commands / sizeof *commands;
