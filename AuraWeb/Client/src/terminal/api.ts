import { call } from "../events/http";

/** A terminal as the server lists it. */
export interface TerminalInfo {
  id: string;
  title: string;
  openedAt: string;
  running: boolean;
  exitCode: number | null;
}

export const listTerminals = async (sandboxId: string): Promise<TerminalInfo[]> => (await call("GET", addressOf(sandboxId))).json() as Promise<TerminalInfo[]>;

export async function openTerminal(sandboxId: string, cols: number, rows: number): Promise<TerminalInfo> {
  const body = JSON.stringify({ cols, rows });
  return (await call("POST", addressOf(sandboxId), { body, headers: { "Content-Type": "application/json" } })).json() as Promise<TerminalInfo>;
}

export async function closeTerminal(sandboxId: string, terminalId: string): Promise<void> {
  await call("DELETE", `${addressOf(sandboxId)}/${terminalId}`);
}

const addressOf = (sandboxId: string): string => `/sandboxes/${sandboxId}/terminals`;
