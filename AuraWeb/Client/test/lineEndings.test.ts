// Run by AuraWeb.Tests: bundled by esbuild, run by node --test.
import { strict as assert } from "node:assert";
import { test } from "node:test";
import { ChangeSet, Text } from "@codemirror/state";
import { type Edit, decode, encode, normalize, rebuild } from "../src/editor/lineEndings";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

test("decode_BomAndCrlf_ComeBackByteForByte", () => {
  const file = bytes("\xef\xbb\xbfa = 1\r\nb = 2\r\n");
  const decoded = decode(file);
  assert.equal(decoded.kind, "text");
  if (decoded.kind !== "text") return;
  const saved = rebuild(decoded.text, [{ from: 4, to: 5, insert: "9" }]);
  const written = encode(saved, decoded.bom);
  assert.deepEqual([...written], [...bytes("\xef\xbb\xbfa = 9\r\nb = 2\r\n")]);
});

test("decode_Latin1_IsForeign", () => assert.equal(decode(bytes("const x = 1;\n// caf\xe9 note\n")).kind, "foreign"));

test("decode_Nul_IsBinary", () => assert.equal(decode(bytes("a\0b")).kind, "binary"));

test("decode_SecondBom_IsText", () => {
  const file = bytes("\xef\xbb\xbf\xef\xbb\xbfx");
  const decoded = decode(file);
  assert.ok(decoded.kind === "text");
  assert.deepEqual([...encode(rebuild(decoded.text, []), decoded.bom)], [...file]);
});

test("rebuild_NewLineInAMixedFile_GetsTheDominantEnding", () =>
  assert.equal(rebuild("a\r\nb\nc\r\nd", [{ from: 3, to: 3, insert: "\nx" }]), "a\r\nb\r\nx\nc\r\nd"));

test("rebuild_DeletedLines_LeaveTheOthers", () => assert.equal(rebuild("a\r\nb\nc\rd", [{ from: 2, to: 4, insert: "" }]), "a\r\nc\rd"));

test("rebuild_WhatCameBack_KeepsItsOwnEnds", () => assert.equal(rebuild("a\nb\r\nc\nd\n", [{ from: 0, to: 8, insert: "a\nb\nX\nd\n" }]), "a\nb\r\nX\nd\n"));

test("rebuild_RandomEdits_ChangeNothingElse", () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const ends = ["\n", "\r\n", "\r"];
  for (let round = 0; round < 500; round++) {
    const original = Array.from({ length: random(12) }, () => "é".repeat(random(3)) + "ab".slice(random(2)) + ends[random(3)]).join("") + "z".repeat(random(2));
    let text = Text.of(normalize(original).split("\n"));
    let changes = ChangeSet.empty(text.length);
    for (let step = 0; step < random(6); step++) {
      const from = random(text.length + 1);
      const change = ChangeSet.of({ from, to: Math.min(text.length, from + random(4)), insert: ["", "q", "\n", "x\ny"][random(4)]! }, text.length, "\n");
      changes = changes.compose(change);
      text = change.apply(text);
    }
    const edits: Edit[] = [];
    changes.iterChanges((from, to, _fromB, _toB, insert) => edits.push({ from, to, insert: insert.toString() }));
    const saved = rebuild(original, edits);
    assert.equal(normalize(saved), text.toString());
    if (edits.length === 0) assert.equal(saved, original);
  }
});
