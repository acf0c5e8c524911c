/* serve: the web server as a process.
 *
 * The signals are blocked before the first thread is made, so every thread has
 * them blocked and this one takes them in turn with sigwait(): no handler, no
 * global flag, nothing that a handler may not call.
 */
#include "app/serve_command.h"

#include "app/app.h"
#include "app/background.h"
#include "app/open_auth.h"
#include "kit/db/db_option.h"
#include "kit/html/assets.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static void block_signals(sigset_t *ret)
{
	(void)sigemptyset(ret);
	(void)sigaddset(ret, SIGTERM);
	(void)sigaddset(ret, SIGINT);
	(void)sigaddset(ret, SIGHUP);
	(void)pthread_sigmask(SIG_BLOCK, ret, NULL);
}

/* NULL where the option was not given. */
static const char *text_or_null(const struct command_call *call, const char *option)
{
	return command_has(call, option) ? command_text(call, option, "").ptr : NULL;
}

static bool read_options(struct command_call *call, struct http_server_options *ret,
			 struct err *err)
{
	int64_t threads, connections, drain;

	if (!command_number(call, "threads", 8, 1, 64, &threads, err) ||
	    !command_number(call, "connections", 4096, 64, 100000, &connections, err) ||
	    !command_number(call, "drain", 15, 1, 600, &drain, err))
		return false;
	*ret = (struct http_server_options){
		.listen = command_text(call, "listen", "127.0.0.1:8080").ptr,
		.trusted_proxy = text_or_null(call, "trusted-proxy"),
		.cert_file = text_or_null(call, "certificate"),
		.key_file = text_or_null(call, "key"),
		.version = WEFT_VERSION,
		.clock = call->clock,
		.threads = (unsigned)threads,
		.max_connections = (unsigned)connections,
		.drain_seconds = (unsigned)drain,
	};
	return true;
}

static void reload(struct app *app, struct http_server *server)
{
	struct err err = {0};

	if (http_server_reload(server, &err))
		log_event(&app->log, LOG_INFO, "serve.reloaded",
			  LOG_TEXT("address", http_server_address(server)));
	else
		log_failure(&app->log, "serve.reload_failed", &err);
}

/* Until SIGTERM or SIGINT. */
static void wait_for_the_end(struct app *app, struct http_server *server, const sigset_t *signals)
{
	int number = 0;

	while (number != SIGTERM && number != SIGINT) {
		if (sigwait(signals, &number) != 0)
			return;
		if (number == SIGHUP)
			reload(app, server);
	}
	log_event(&app->log, LOG_INFO, "serve.stopping",
		  LOG_CSTR("signal", number == SIGTERM ? "TERM" : "INT"));
}

/* As in serve_command.h. */
typedef void greeting(struct command_call *call, struct db *db, struct str address);

static bool serve(struct command_call *call, struct app *app, struct http_server_options *options,
		  greeting *greet, struct err *err)
{
	struct http_mount *mounts = arena_array(app->arena, struct http_mount, APP_MAX_MOUNTS);
	struct http_server *server;
	struct background background;
	sigset_t signals;
	int64_t slots;

	if (!command_number(call, "worker-slots", 1, 0, 64, &slots, err))
		return false;
	block_signals(&signals);
	options->mounts = mounts;
	options->n_mounts = app_mounts(app, mounts);
	options->checks = app->checks;
	options->n_checks = APP_CHECKS;
	options->hooks = app->hooks;
	options->assets = app->assets;
	options->events = app->events;
	options->log = command_has(call, "no-access-log") ? NULL : &app->log;
	if (!background_start(&background, app, db_option_url(call), (unsigned)slots, err))
		return false;
	if (!http_server_start(options, &server, err)) {
		background_stop(&background);
		return false;
	}
	(void)fprintf(call->out, "Weft serves on %.*s\n", STR_ARG(http_server_address(server)));
	if (greet != NULL)
		greet(call, app->db, http_server_address(server));
	(void)fflush(call->out);
	wait_for_the_end(app, server, &signals);
	http_server_stop(server);
	background_stop(&background);
	return true;
}

bool serve_run(struct command_call *call, greeting *greet, struct err *err)
{
	struct app app = {
		.arena = call->arena,
		.clock = call->clock,
		.log = {STDERR_FILENO, LOG_INFO, call->clock},
		.version = WEFT_VERSION,
		.assets = assets,
	};
	struct http_server_options options;
	bool ok;

	if (!read_options(call, &options, err) || !db_option_open_migrated(call, &app.db, err))
		return false;
	app.events = http_events_create(&(struct http_events_options){0});
	ok = app_open_auth(&app, call, err) && serve(call, &app, &options, greet, err);
	app_close_auth(&app);
	http_events_destroy(app.events);
	db_close(app.db);
	return ok;
}

static bool run(struct command_call *call, struct err *err)
{
	return serve_run(call, NULL, err);
}

const struct command serve_command = {
	.name = "serve",
	.arguments = "",
	.summary = "serve the pages",
	.help = "Serves the pages of Weft until SIGTERM or Ctrl-C; requests that run are finished\n"
		"first. SIGHUP reads the certificate anew without refusing a connection.\n"
		"\n"
		"It listens on this machine only, behind a reverse proxy that speaks TLS (see\n"
		"docs/operations.md). To let others reach it directly, give it a certificate:\n"
		"\n"
		"    weft serve --listen 0.0.0.0:443 --certificate weft.pem --key weft.key\n"
		"\n"
		"/healthz says that the process is alive, /readyz that it can work, /metrics\n"
		"what it has done. The log goes to standard error.",
	.options =
		{
			DB_OPTION,
			SERVE_OPTIONS,
			AUTH_SERVE_OPTIONS,
		},
	.min_words = 0,
	.max_words = 0,
	.run = run,
};
