/* The little that pages do beyond htmx. Every page works without it. */
(function () {
  "use strict";

  function ready() {
    /* After a form that could not be taken, begin at the list of what to change. */
    var summary = document.querySelector(".error-summary");
    if (summary) {
      summary.focus();
    }
  }

  /* Menus close with Escape, and when something else is clicked. */
  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) {
        menu.removeAttribute("open");
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
