/* The week by arrow keys and by dragging, and with others at the same time, on top of links and
 * forms that work without it.
 *
 * Arrow keys go from lesson to lesson. Enter follows the link of a lesson, which picks it, or
 * presses the button of a place where the picked one may go; Escape puts it down. What a place
 * says (may it go there, why not) is read out from its own text. Dragging picks and places by the
 * same links and forms: places are fetched when a drag begins; in a day to scale the lesson goes to
 * the time at which it is let go.
 *
 * Changes are sent without leaving the page. One that cannot be sent is kept in the browser, also
 * when the page is closed, and sent when the connection is back; each carries a number of its own
 * ("once"), so that one whose answer was lost is not made twice. What others change is told by the
 * server and drawn into the page; what is being typed stays. */
(function () {
  "use strict";

  var editor = document.querySelector("[data-week-editor]");
  var plan = editor ? editor.dataset.weekEditor : "";
  var QUEUE = "weft-week-waiting";
  var POLL_MS = 20000;
  var RETRY_MS = 4000;

  function one(selector) {
    return document.querySelector(selector);
  }

  function grid() {
    return one("[data-week-grid]");
  }

  function say(text) {
    var says = one("[data-week-says]");
    if (says) {
      says.textContent = text;
    }
  }

  function cellOf(node) {
    return node && node.closest ? node.closest("[data-week-grid] td") : null;
  }

  /* What of a cell takes the focus: the button of a target before the lesson. */
  function stopOf(cell) {
    return cell.querySelector("button.target") || cell.querySelector("a.lesson");
  }

  function words(cell) {
    var lesson = cell.querySelector(".lesson");
    var state = cell.querySelector(".target, .target-no, .target-here");
    return (lesson ? lesson.title : "") + (state ? ". " + state.textContent : "");
  }

  function lines() {
    return Array.prototype.slice.call(grid().querySelectorAll("tbody tr:not(.grid-grade)"));
  }

  /* ---- Keys ---- */

  function neighbour(cell, dx, dy) {
    var rows = lines();
    var next = rows[rows.indexOf(cell.parentNode) + dy];
    next = next && next.cells[cell.cellIndex + dx];
    return next && next.tagName === "TD" ? next : null;
  }

  /* In a day to scale: the lesson above or below, or that of the next column at the time. */
  function nextBlock(link, dx, dy) {
    var block = link.closest(".block");
    var columns = Array.prototype.slice.call(document.querySelectorAll(".week-grid .column"));
    var links = function (column) {
      return column ? Array.prototype.slice.call(column.querySelectorAll(".block a")) : [];
    };
    var column = columns.indexOf(link.closest(".column"));
    var here = links(columns[column]);
    var top = block.getBoundingClientRect().top;
    if (dx === 0) {
      return here[here.indexOf(link) + dy];
    }
    return links(columns[column + dx]).sort(function (a, b) {
      return Math.abs(a.closest(".block").getBoundingClientRect().top - top) -
        Math.abs(b.closest(".block").getBoundingClientRect().top - top);
    })[0];
  }

  function arrow(event) {
    var step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    var active = document.activeElement;
    var cell = step && grid() ? cellOf(active) : null;
    var next = cell && neighbour(cell, step[0], step[1]);
    var stop;
    if (next) {
      stop = stopOf(next);
      if (!stop) {
        next.tabIndex = -1;
        stop = next;
      }
      say(words(next));
    } else if (step && active.matches(".week-grid .block a")) {
      stop = nextBlock(active, step[0], step[1]);
      if (stop) {
        say(stop.closest(".block").textContent);
      }
    }
    if (stop) {
      event.preventDefault();
      stop.focus();
    }
  }

  function escape(event) {
    var cancel = event.key === "Escape" && one("[data-week-cancel]");
    if (cancel) {
      cancel.click();
    }
  }

  /* ---- Dragging ---- */

  var carried = null; /* the lesson that is dragged, and the page that picks it */

  function fetchPage(url) {
    return fetch(url, { credentials: "same-origin" })
      .then(function (answer) { return answer.text(); })
      .then(function (text) { return new DOMParser().parseFromString(text, "text/html"); });
  }

  /* Show in this page what the page of the picked lesson says about its row. */
  function merge(picked, cell) {
    var other = picked.querySelectorAll("[data-week-grid] tbody tr:not(.grid-grade)");
    var row = cell.parentNode;
    var from = other[lines().indexOf(row)];
    for (var i = 1; from && i < row.cells.length; i += 1) {
      row.cells[i].className = from.cells[i].className;
      if (row.cells[i] !== cell) {
        row.cells[i].innerHTML = from.cells[i].innerHTML;
      }
    }
  }

  function dragStart(event) {
    var box = event.target.closest && event.target.closest(".week-grid .block");
    var lesson = box ? box.querySelector("a") : event.target.closest && event.target.closest("a.lesson");
    var cell = cellOf(lesson);
    if (!lesson || !editor) {
      return;
    }
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", lesson.title || lesson.textContent);
    carried = { link: lesson, page: fetchPage(lesson.href), column: lesson.closest(".column"),
      grip: box ? event.clientY - box.getBoundingClientRect().top : 0 };
    if (cell) {
      carried.page.then(function (page) { merge(page, cell); });
    }
  }

  function dragOver(event) {
    var cell = cellOf(event.target);
    var column = event.target.closest && event.target.closest(".week-grid .column");
    document.querySelectorAll(".is-over").forEach(function (old) { old.classList.remove("is-over"); });
    if (cell) {
      say(words(cell));
      if (cell.querySelector(".target-form")) {
        cell.classList.add("is-over");
        event.preventDefault();
      }
    } else if (carried && column && column === carried.column) {
      column.querySelector(".day").classList.add("is-over");
      event.preventDefault();
    }
  }

  /* The start of day and the ticks of a column, from the rows that its blocks are in. */
  function timeAt(column, y) {
    var day = column.querySelector(".day");
    var hour = one(".week-frame .axis .hour");
    var tick = parseFloat(getComputedStyle(day).gridAutoRows);
    var row = Number((/\bat-(\d+)/.exec(hour.className) || [0, 1])[1]);
    var clock = hour.textContent.trim().split(":");
    var minutes = Number(clock[0]) * 60 + Number(clock[1]) - (row - 1) * 5;
    return minutes + Math.round((y - day.getBoundingClientRect().top) / tick) * 5;
  }

  /* Press the button of the start in the page that picks the lesson; where there is none it may
   * not go there: that page says why, and offers to overrule. */
  function dropAt(minutes) {
    var held = carried;
    held.page.then(function (page) {
      var button = Array.prototype.slice.call(page.querySelectorAll(".targets button[name=start]"))
        .filter(function (b) { return Number(b.value) === minutes; })[0];
      if (button && !button.form.matches("[data-week-form]")) {
        var asked = new URLSearchParams(new FormData(button.form));
        asked.append(button.name, button.value);
        window.location.assign(button.form.getAttribute("action") + "?" + asked.toString());
        return;
      }
      if (button) {
        send(button.form, button);
        return;
      }
      show(page, held.link.href);
      var select = one("#overrule-start");
      if (select) {
        select.value = String(minutes);
        select.closest("details").open = true;
      }
      document.querySelectorAll(".barred").forEach(function (list) { list.closest("details").open = true; });
    });
  }

  function drop(event) {
    var cell = cellOf(event.target);
    var button = cell && cell.querySelector("button.target");
    var column = event.target.closest && event.target.closest(".week-grid .column");
    if (button) {
      event.preventDefault();
      button.click();
    } else if (carried && column && column === carried.column) {
      event.preventDefault();
      column.querySelector(".day").classList.remove("is-over");
      dropAt(timeAt(column, event.clientY - carried.grip));
    }
    carried = null;
  }

  /* ---- Drawing a page into this one ---- */

  /* What is typed stays: fields by id, and which of the folded parts are open. */
  function keep() {
    var kept = { value: {}, open: [], focus: document.activeElement && document.activeElement.id };
    document.querySelectorAll(".week-side input[id], .week-side select[id]").forEach(function (field) {
      kept.value[field.id] = field.value;
    });
    document.querySelectorAll(".week-side details").forEach(function (part, i) {
      if (part.open) {
        kept.open.push(i);
      }
    });
    return kept;
  }

  function restore(kept) {
    Object.keys(kept.value).forEach(function (id) {
      var field = document.getElementById(id);
      if (field && kept.value[id] && field.value !== kept.value[id]) {
        field.value = kept.value[id];
      }
    });
    document.querySelectorAll(".week-side details").forEach(function (part, i) {
      part.open = part.open || kept.open.indexOf(i) >= 0;
    });
    if (kept.focus && document.getElementById(kept.focus)) {
      document.getElementById(kept.focus).focus({ preventScroll: true });
    }
  }

  /* A block is taken hold of anywhere, not only at its words. */
  function arm() {
    document.querySelectorAll(".week-grid .block a").forEach(function (link) {
      link.closest(".block").draggable = editor !== null;
      link.draggable = false;
    });
  }

  function show(page, url) {
    var here = one("main");
    var there = page.querySelector("main");
    if (!there) {
      window.location.assign(url);
      return;
    }
    here.innerHTML = there.innerHTML;
    editor = one("[data-week-editor]");
    window.history.replaceState(null, "", url);
    arm();
    waiting();
  }

  function refresh(news) {
    var kept = keep();
    fetchPage(window.location.href).then(function (page) {
      show(page, window.location.href);
      restore(kept);
      tell(news);
    }).catch(function () { /* the next news, or the next question, brings it */ });
  }

  /* ---- Sending ---- */

  function waitingList() {
    try {
      return JSON.parse(window.localStorage.getItem(QUEUE) || "[]");
    } catch (error) {
      return [];
    }
  }

  function setWaiting(list) {
    window.localStorage.setItem(QUEUE, JSON.stringify(list));
    waiting();
  }

  /* Say what waits to be sent. */
  function waiting() {
    var list = waitingList();
    var part = one("[data-week-waiting]");
    if (!part) {
      return;
    }
    part.hidden = list.length === 0;
    part.querySelector("[data-week-queue]").replaceChildren.apply(
      part.querySelector("[data-week-queue]"), list.map(function (item) {
        var row = document.createElement("li");
        row.textContent = item.words;
        return row;
      }));
  }

  function post(item) {
    return fetch(item.url, {
      method: "POST", credentials: "same-origin", redirect: "follow",
      headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: item.body,
    });
  }

  function answered(answer) {
    return answer.text().then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html");
      /* A change that was refused answers at the form's own address, which cannot be asked for. */
      show(page, answer.redirected ? answer.url : window.location.href);
      var flash = one(".flash");
      var picked = one("td.is-picked a.lesson, .is-picked a");
      if (flash) {
        say(flash.textContent.trim());
      }
      if (picked) {
        picked.focus({ preventScroll: true });
      }
    });
  }

  var sending = false;

  /* Send what waits, in its order. */
  function flush() {
    var list = waitingList();
    if (sending || list.length === 0) {
      return;
    }
    sending = true;
    post(list[0]).then(function (answer) {
      setWaiting(waitingList().slice(1));
      sending = false;
      return answered(answer).then(flush);
    }).catch(function () {
      sending = false;
      waiting();
      window.setTimeout(flush, RETRY_MS);
    });
  }

  function number() {
    var bytes = new Uint8Array(12);
    window.crypto.getRandomValues(bytes);
    return Array.prototype.map.call(bytes, function (b) { return b.toString(16).padStart(2, "0"); }).join("");
  }

  function send(form, button) {
    var data = new URLSearchParams(new FormData(form));
    var heading = one("#picked-heading");
    if (button && button.name) {
      data.append(button.name, button.value);
    }
    data.append("once", number());
    setWaiting(waitingList().concat([{
      url: form.getAttribute("action"), body: data.toString(),
      words: (heading ? heading.textContent + ": " : "") + (button ? button.textContent : ""),
    }]));
    flush();
  }

  /* Undo and redo mean what is the last step now: they are never sent later. */
  function turn(form, button) {
    var data = new URLSearchParams(new FormData(form));
    data.append(button.name, button.value);
    post({ url: form.getAttribute("action"), body: data.toString() }).then(answered).catch(function () {
      say(button.textContent + ": …");
      button.focus();
      one("[data-week-waiting]").hidden = false;
      window.setTimeout(waiting, RETRY_MS);
    });
  }

  function submit(event) {
    var form = event.target;
    if (form.matches("[data-week-turn]") && editor && plan) {
      event.preventDefault();
      turn(form, event.submitter);
      return;
    }
    if (!form.matches("[data-week-form]") || !editor || !plan || !form.checkValidity()) {
      return;
    }
    event.preventDefault();
    send(form, event.submitter);
  }

  /* ---- Others ---- */

  function tell(news) {
    var part = one("[data-week-told]");
    if (!news || news.steps.length === 0 || !part) {
      return;
    }
    part.hidden = false;
    part.replaceChildren.apply(part, news.steps.map(function (step) {
      var row = document.createElement("p");
      row.textContent = (step.who ? step.who + ": " : "") + step.what;
      return row;
    }));
  }

  function heard(news) {
    if (editor && news.revision > Number(editor.dataset.weekRevision) && !sending) {
      refresh(news);
    }
  }

  function ask() {
    fetch("/week/plans/" + plan + "/since?revision=" + editor.dataset.weekRevision, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (news) {
        if (news) {
          heard(news);
        }
      })
      .catch(function () { /* asked again soon */ });
  }

  function listen() {
    var source = new EventSource("/week/plans/" + plan + "/news");
    source.addEventListener("plan", function (event) { heard(JSON.parse(event.data)); });
    source.addEventListener("open", ask);
    window.setInterval(ask, POLL_MS);
  }

  /* ---- A plan in the making ---- */

  function follow(part) {
    var source = new EventSource(part.dataset.weekNews);
    source.addEventListener("job", function (event) {
      var job = JSON.parse(event.data);
      var bar = part.querySelector("progress");
      var hint = part.querySelector(".hint");
      if (job.state === "running") {
        if (bar) {
          bar.max = 1000;
          bar.value = job.permille;
        }
        if (hint && hint.textContent !== job.message) {
          hint.textContent = job.message;
        }
      } else if (job.state !== "queued") {
        source.close();
        window.location.assign(part.dataset.weekAfter);
      }
    });
  }

  document.querySelectorAll("[data-week-news]").forEach(follow);
  document.addEventListener("keydown", arrow);
  document.addEventListener("keydown", escape);
  document.addEventListener("dragstart", dragStart);
  document.addEventListener("dragover", dragOver);
  document.addEventListener("drop", drop);
  document.addEventListener("submit", submit);
  window.addEventListener("online", flush);
  if (editor && plan) {
    listen();
    arm();
    waiting();
    flush();
  }
  window.addEventListener("load", function () {
    /* After the browser has gone to the heading that the address names, which takes the focus. */
    window.setTimeout(function () {
      var picked = one("td.is-picked a.lesson, .week-grid .is-picked a");
      if (picked) {
        picked.focus({ preventScroll: true });
        say(cellOf(picked) ? words(cellOf(picked)) : picked.textContent);
      }
    }, 0);
  });
})();
