/* The little that pages do beyond htmx. Every page works without it. */
(function () {
  "use strict";

  function ready() {
    /* After a form that could not be taken, begin at the list of what to change. */
    var summary = document.querySelector(".error-summary");
    if (summary) {
      summary.focus();
    }
    document.querySelectorAll(".progress[data-news][data-status]").forEach(followJob);
  }

  /* Menus close with Escape, and when something else is clicked. */
  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) {
        menu.removeAttribute("open");
      }
    });
  }

  /* A job that runs: its bar follows the news that the server sends. Where they do not get through
   * (a proxy that holds them back, a browser without them) it is asked for every two seconds. At the
   * end the page is loaded anew, which shows what came of it. */
  var PATIENCE_MS = 5000;
  var POLL_MS = 2000;

  function showJob(part, job) {
    var bar = part.querySelector("progress");
    var number = part.querySelector(".progress-number");
    var hint = part.querySelector(".hint");
    if (job.state === "queued") {
      return false;
    }
    if (job.state !== "running") {
      window.location.assign(part.dataset.page || window.location.href);
      return true;
    }
    bar.max = 1000;
    bar.value = job.permille;
    if (number) {
      number.textContent = (job.permille / 1000).toLocaleString(document.documentElement.lang, { style: "percent" });
    }
    if (hint && hint.textContent !== job.message) {
      hint.textContent = job.message;
    }
    return false;
  }

  function pollJob(part) {
    part.dataset.by = "asking";
    window.fetch(part.dataset.status, { headers: { Accept: "application/json" } }).then(function (answer) {
      return answer.ok ? answer.json() : { state: "queued" };
    }).catch(function () {
      return { state: "queued" };
    }).then(function (job) {
      if (!showJob(part, job)) {
        window.setTimeout(pollJob, POLL_MS, part);
      }
    });
  }

  function followJob(part) {
    var source;
    var timer;
    function giveUp() {
      source.close();
      pollJob(part);
    }
    if (!window.EventSource) {
      pollJob(part);
      return;
    }
    source = new EventSource(part.dataset.news);
    timer = window.setTimeout(giveUp, PATIENCE_MS);
    source.addEventListener("job", function (event) {
      window.clearTimeout(timer);
      part.dataset.by = "news";
      if (showJob(part, JSON.parse(event.data))) {
        source.close();
      }
    });
    /* The browser connects again by itself; a server that refuses closes for good. */
    source.addEventListener("error", function () {
      if (source.readyState === EventSource.CLOSED) {
        window.clearTimeout(timer);
        pollJob(part);
      }
    });
  }

  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && event.target.closest("details.menu[open]");
    if (menu) {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest("details.menu"));
  });
  document.addEventListener("DOMContentLoaded", ready);
})();
