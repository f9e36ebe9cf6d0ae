// The Turtle parser alone: loaded with the first graph, and without the rest of its library.

export { Parser } from "n3";
