// Sends the form that opens a preview, where the person's own doing brought them here.
document.querySelector("form[data-opens=itself]")?.requestSubmit();
