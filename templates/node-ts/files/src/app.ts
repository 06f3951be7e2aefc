import { Hono } from "hono";
import { greeting, name } from "./settings.ts";

export interface Note {
  id: number;
  text: string;
}

/** The API, apart from the server that carries it: tests call it without a port. */
export function createApp(): Hono {
  const app = new Hono();
  const notes: Note[] = [];

  app.get("/", (c) => c.json({ name, message: `${greeting} from ${name}` }));

  app.get("/health", (c) => c.json({ status: "ok" }));

  app.get("/notes", (c) => c.json(notes));

  app.post("/notes", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const text = body && typeof body === "object" && "text" in body ? body.text : null;
    if (typeof text !== "string" || text.trim() === "") {
      return c.json({ error: "Send a JSON object with a text." }, 400);
    }

    const note = { id: notes.length + 1, text };
    notes.push(note);
    return c.json(note, 201);
  });

  return app;
}
