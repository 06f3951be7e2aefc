/** A terminal as the server lists it. */
export interface TerminalInfo {
  id: string;
  title: string;
  openedAt: string;
  running: boolean;
  exitCode: number | null;
}

/** What the server refused, in words for a person. */
export class TerminalError extends Error {}

export const listTerminals = async (sandboxId: string): Promise<TerminalInfo[]> =>
  (await call(sandboxId, "", { method: "GET" })).json() as Promise<TerminalInfo[]>;

export const openTerminal = async (sandboxId: string, cols: number, rows: number): Promise<TerminalInfo> =>
  (await call(sandboxId, "", { method: "POST", body: JSON.stringify({ cols, rows }) })).json() as Promise<TerminalInfo>;

export async function closeTerminal(sandboxId: string, terminalId: string): Promise<void> {
  await call(sandboxId, `/${terminalId}`, { method: "DELETE" });
}

async function call(sandboxId: string, rest: string, request: RequestInit): Promise<Response> {
  const headers = { "Content-Type": "application/json", ...antiforgery() };
  const answer = await fetch(`/sandboxes/${sandboxId}/terminals${rest}`, { ...request, headers, redirect: "manual" });
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => null)) as { detail?: string } | null;
    throw new TerminalError(problem?.detail ?? (answer.status === 401 ? "You are signed out. Sign in to go on." : "That did not work. Try again."));
  }
  return answer;
}

// Where htmx finds it too.
function antiforgery(): Record<string, string> {
  const config = document.querySelector<HTMLMetaElement>("meta[name=htmx-config]")?.content;
  const found = config === undefined ? null : (JSON.parse(config) as { antiForgery?: { headerName?: string; requestToken?: string } }).antiForgery;
  const token = found?.requestToken ?? document.querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")?.value;
  return token === undefined ? {} : { [found?.headerName ?? "RequestVerificationToken"]: token };
}
