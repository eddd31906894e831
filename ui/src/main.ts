// Starts the window: the look first, then the app.
import { mount } from "svelte";
import App from "$app/App.svelte";
import { followPreferences } from "$app/theme.svelte";
import "./styles/app.css";

followPreferences();
const target = document.getElementById("app");
if (target) mount(App, { target });
