#include "app/commands.h"

int main(int argc, char **argv)
{
	return command_main(commands, commands_n, argc, argv);
}
