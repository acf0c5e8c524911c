/* The week by arrow keys and by dragging, on top of links and forms that work without it.
 *
 * Arrow keys go from lesson to lesson. Enter follows the link of a lesson, which picks it, or
 * presses the button of a place where the picked one may go; Escape puts it down. What a place
 * says (may it go there, why not) is read out from its own text. Dragging picks and places by the
 * same links and forms: places are fetched when a drag begins. */
(function () {
  "use strict";

  var grid = document.querySelector("[data-week-grid]");
  var says = document.querySelector("[data-week-says]");

  function say(text) {
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

  function neighbour(cell, dx, dy) {
    var row = cell.parentNode;
    var column = cell.cellIndex;
    var rows = Array.prototype.slice.call(grid.querySelectorAll("tbody tr:not(.grid-grade)"));
    var at = rows.indexOf(row) + dy;
    var next = rows[at] && rows[at].cells[column + dx];
    return next && next.tagName === "TD" ? next : null;
  }

  function arrow(event) {
    var step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    var cell = cellOf(document.activeElement);
    var next = step && cell && neighbour(cell, step[0], step[1]);
    if (!next) {
      return;
    }
    event.preventDefault();
    var stop = stopOf(next);
    if (!stop) {
      next.tabIndex = -1;
      stop = next;
    }
    stop.focus();
    say(words(next));
  }

  function escape(event) {
    var cancel = event.key === "Escape" && document.querySelector("[data-week-cancel]");
    if (cancel) {
      cancel.click();
    }
  }

  /* ---- Dragging ---- */

  /* Show in this page what the page of the picked lesson says about its row. */
  function merge(picked, cell) {
    var other = picked.querySelectorAll("[data-week-grid] tbody tr:not(.grid-grade)");
    var rows = Array.prototype.slice.call(grid.querySelectorAll("tbody tr:not(.grid-grade)"));
    var row = cell.parentNode;
    var from = other[rows.indexOf(row)];
    for (var i = 1; from && i < row.cells.length; i += 1) {
      row.cells[i].className = from.cells[i].className;
      if (row.cells[i] !== cell) {
        row.cells[i].innerHTML = from.cells[i].innerHTML;
      }
    }
  }

  function dragStart(event) {
    var lesson = event.target.closest && event.target.closest("a.lesson");
    var cell = cellOf(lesson);
    if (!lesson || !cell) {
      return;
    }
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", lesson.title);
    fetch(lesson.href, { credentials: "same-origin" })
      .then(function (answer) { return answer.text(); })
      .then(function (text) { merge(new DOMParser().parseFromString(text, "text/html"), cell); });
  }

  function dragOver(event) {
    var cell = cellOf(event.target);
    grid.querySelectorAll(".is-over").forEach(function (one) { one.classList.remove("is-over"); });
    if (!cell) {
      return;
    }
    say(words(cell));
    if (cell.querySelector(".target-form")) {
      cell.classList.add("is-over");
      event.preventDefault();
    }
  }

  function drop(event) {
    var cell = cellOf(event.target);
    var button = cell && cell.querySelector("button.target");
    if (button) {
      event.preventDefault();
      button.click();
    }
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
        window.location.assign(part.dataset.weekDone || "/week/plans");
      }
    });
  }

  document.querySelectorAll("[data-week-news]").forEach(follow);
  if (grid) {
    document.addEventListener("keydown", arrow);
    document.addEventListener("keydown", escape);
    grid.addEventListener("dragstart", dragStart);
    grid.addEventListener("dragover", dragOver);
    grid.addEventListener("drop", drop);
    window.addEventListener("load", function () {
      /* After the browser has gone to the heading that the address names, which takes the focus. */
      window.setTimeout(function () {
        var picked = grid.querySelector("td.is-picked a.lesson");
        if (picked) {
          picked.focus({ preventScroll: true });
          say(words(cellOf(picked)));
        }
      }, 0);
    });
  }
})();
