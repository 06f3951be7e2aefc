/** Calls AuraWeb from the workspace: one way to send the token, one way to read a refusal. */
import { antiforgeryToken, renewToken } from "../site/requests";

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

export const unreachable = "AuraWeb could not be reached. Check the connection, then try again.";

/** What every request carries. */
export const ownHeaders = (): Record<string, string> => ({ RequestVerificationToken: antiforgeryToken(), "X-Requested-With": "XMLHttpRequest" });

/** Asks, and throws a {@link Refusal} when the answer is not a good one. */
export function call(method: string, address: string, options: { headers?: Record<string, string>; body?: BodyInit } = {}): Promise<Response> {
  return withFreshToken(async () => {
    const request: RequestInit = { method, headers: { ...ownHeaders(), ...options.headers }, redirect: "error" };
    if (options.body !== undefined) request.body = options.body;
    const response = await fetch(address, request).catch(() => {
      throw new Refusal(0, "", unreachable);
    });
    if (response.ok) return response;
    throw refusalOf(response.status, await response.text());
  });
}

/** Sends again with a new token when the page outlived its own: who signed out and in again beside it loses nothing by that. */
export async function withFreshToken<T>(send: () => Promise<T>): Promise<T> {
  return send().catch(async (error: unknown) => {
    if (error instanceof Refusal && error.status === 400 && error.code === "" && (await renewToken())) return send();
    throw error;
  });
}

export function refusalOf(status: number, body: string): Refusal {
  if (status === 401) return new Refusal(status, "SIGNED_OUT", "You are signed out.");
  try {
    const problem = JSON.parse(body) as { code?: string; detail?: string };
    return new Refusal(status, problem.code ?? "", problem.detail ?? `AuraWeb answered ${status}. Reload the page, then try again.`);
  } catch {
    return new Refusal(status, "", `AuraWeb answered ${status}. Reload the page, then try again.`);
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
