import "idiomorph/htmx";
import { startDialogs } from "./site/dialogs";
import { startRequests } from "./site/requests";
import { startThemeChoice } from "./site/theme-choice";

startThemeChoice();
startDialogs();
startRequests();
