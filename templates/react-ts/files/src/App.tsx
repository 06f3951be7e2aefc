import { useState } from "react";
import { name } from "./settings.ts";

export function App() {
  const [count, setCount] = useState(0);

  return (
    <main>
      <h1>{name}</h1>
      <p>
        Edit <code>src/App.tsx</code> and save: the page follows.
      </p>
      <button type="button" onClick={() => setCount(count + 1)}>
        Counted to {count}
      </button>
    </main>
  );
}
