/** A project's page: while it is set up, its progress; then the workspace. */
import { type Events, showClocks, startEvents } from "./events/events";
import { startSetup } from "./events/setup";
import { startWorkspace } from "./panes/workspace";

const setup = document.getElementById("setup");
const workspace = document.getElementById("workspace");
const projectId = (setup ?? workspace)?.dataset["project"];

if (projectId !== undefined) {
  showClocks();
  const events: Events = startEvents(projectId);
  if (setup) startSetup(setup);
  if (workspace) startWorkspace(workspace, projectId, events);
}
