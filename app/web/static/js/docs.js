// Shows the OpenAPI description with the vendored Swagger UI.

globalThis.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  // The validator badge would ask a server on the internet.
  validatorUrl: null,
});
