export { startTerminalTabs, type TerminalTabs } from "./tabs";
export { TerminalView, type TerminalOptions } from "./view";
