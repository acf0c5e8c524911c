/* The commands on zones: weft zone ... */
#ifndef WEFT_PARTS_SCHOOL_ZONE_COMMAND_H
#define WEFT_PARTS_SCHOOL_ZONE_COMMAND_H

#include "kit/cli/command.h"

extern const struct command roster_export_command;
extern const struct command roster_import_command;
extern const struct command zone_check_command;
extern const struct command zone_export_command;
extern const struct command zone_format_command;
extern const struct command zone_generate_command;
extern const struct command zone_import_command;
extern const struct command zone_tidy_command;
extern const struct command zone_undo_command;

#endif
