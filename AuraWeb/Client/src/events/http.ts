/** Calls AuraWeb from the workspace: one way to send the token, one way to read a refusal. */
import { antiforgeryToken } from "../site/requests";

/** What the server says when it refuses; the message is written for a person. Status 0: it could not be reached. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

const unreachable = "AuraWeb could not be reached. Check the connection, then try again.";

export async function call(method: string, address: string, options: { headers?: Record<string, string>; body?: BodyInit } = {}): Promise<Response> {
  const headers = { RequestVerificationToken: antiforgeryToken(), "X-Requested-With": "XMLHttpRequest", ...options.headers };
  const request: RequestInit = { method, headers, redirect: "error" };
  if (options.body !== undefined) request.body = options.body;
  const response = await fetch(address, request).catch(() => {
    throw new Refusal(0, "", unreachable);
  });
  if (response.ok) return response;
  throw refusalOf(response.status, await response.text());
}

function refusalOf(status: number, body: string): Refusal {
  if (status === 401) return new Refusal(status, "SIGNED_OUT", "You are signed out.");
  try {
    const problem = JSON.parse(body) as { code?: string; detail?: string };
    return new Refusal(status, problem.code ?? "", problem.detail ?? `AuraWeb answered ${status}. Reload the page, then try again.`);
  } catch {
    return new Refusal(status, "", `AuraWeb answered ${status}. Reload the page, then try again.`);
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
