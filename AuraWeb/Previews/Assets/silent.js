// Asks each second whether the port answers by now, and loads the page again when it does, or when the sandbox's state or the app's
// terminal is another; new output is shown at once.
const { asks, state, run } = document.body.dataset;
const output = document.querySelector("pre");

function show(text) {
  if (output && text && output.textContent !== text) {
    output.textContent = text;
    output.parentElement.hidden = false;
  }
}

async function ask() {
  try {
    const answer = await fetch("/.aura/status", { cache: "no-store", redirect: "error" });
    const status = answer.ok ? await answer.json() : null;
    if (!status || status.ready || status.state !== state || (status.run && status.run !== run)) {
      location.reload();
      return;
    }
    show(status.output);
  } catch (error) {
    // AuraWeb itself does not answer, perhaps because it starts anew: ask again.
    console.debug("The preview's status could not be asked for", error);
  }
  setTimeout(ask, 1000);
}

if (asks === "yes") {
  setTimeout(ask, 1000);
}
