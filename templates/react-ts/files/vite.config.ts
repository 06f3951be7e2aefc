import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// A fixed port: the preview follows it. Taken means an error that says so, not another port in silence.
const address = { host: "127.0.0.1", port: 5173, strictPort: true };

export default defineConfig({
  plugins: [react()],
  server: address,
  preview: address,
});
