(function () {
  "use strict";
  var SECRET = /^[A-Za-z0-9_-]{22}$/;
  var KEY = /^[A-Za-z0-9_-]{43}$/;
  var HOST = /^([0-9.]{7,15}|\[[0-9A-Fa-f:.]{2,45}\])$/;
  var MOST_HOSTS = 16;

  function fields() {
    var found = {};
    location.hash.slice(1).slice(0, 2048).split("&").forEach(function (field) {
      var at = field.indexOf("=");
      if (at > 0) { found[field.slice(0, at)] = field.slice(at + 1); }
    });
    return found;
  }

  function link() {
    var said = fields();
    var hosts = [location.hostname].concat((said.h || "").split(",")).filter(function (host, at, all) {
      return HOST.test(host) && all.indexOf(host) === at;
    }).slice(0, MOST_HOSTS);
    if (!hosts.length || !SECRET.test(said.s || "") || !KEY.test(said.k || "")) { return null; }
    return "couchpad://" + hosts.join(",") + ":" + (location.port || "80") + "?s=" + said.s + "&k=" + said.k;
  }

  function show() {
    var button = document.getElementById("open");
    var target = link();
    button.hidden = !target;
    if (target) { button.href = target; } else { button.removeAttribute("href"); }
    document.getElementById("say").textContent = target
      ? "Turn this phone into a controller for the big screen."
      : "Point the phone's camera at the picture on the big screen, or open the Couchpad app and type the six digits.";
  }

  addEventListener("hashchange", show);
  show();
})();
