// One script and one sheet of styles, which Python puts into map.html.
import { defineConfig } from "vite";

export default defineConfig({
  logLevel: "warn",
  build: {
    outDir: "../src/marchland/outputs/webmap/bundle",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: false,
    rolldownOptions: { checks: { pluginTimings: false } },
    lib: { entry: "src/main.ts", formats: ["es"], fileName: () => "map.js", cssFileName: "map" },
  },
});
