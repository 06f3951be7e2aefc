import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../src/app.ts";
import { greeting, name } from "../src/settings.ts";

test("the root greets with the project's name", async () => {
  const response = await createApp().request("/");

  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { name, message: `${greeting} from ${name}` });
});

test("a note that was posted is listed", async () => {
  const app = createApp();

  const created = await app.request("/notes", { method: "POST", body: JSON.stringify({ text: "Water the plants" }) });
  const listed = await app.request("/notes");

  assert.equal(created.status, 201);
  assert.deepEqual(await listed.json(), [{ id: 1, text: "Water the plants" }]);
});

test("a note without a text is refused", async () => {
  const response = await createApp().request("/notes", { method: "POST", body: "{}" });

  assert.equal(response.status, 400);
});
