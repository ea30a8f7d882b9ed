/* Starts GraphiQL on the page that Baton serves. Runs in the browser; loads nothing from elsewhere. */
(() => {
  const STORED = 'baton-token';
  // `baton serve` prints a link with a development token behind the #: that part never leaves the browser.
  const linked = new URLSearchParams(location.hash.slice(1)).get('token');
  if (linked) {
    sessionStorage.setItem(STORED, linked);
    history.replaceState(null, '', location.pathname);
  }
  const token = sessionStorage.getItem(STORED);
  const authorization = `Bearer ${token ?? '<paste a token here; `npm run baton -- token --help` makes one>'}`;
  const headers = JSON.stringify({ Authorization: authorization }, null, 2);
  const examples = JSON.parse(document.getElementById('examples').textContent);

  const fetcher = async (operation, options = {}) => {
    const typed = options.headers ?? {};
    const named = Object.keys(typed).some((name) => name.toLowerCase() === 'authorization');
    const response = await fetch('/graphql', {
      method: 'POST',
      credentials: 'omit',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(named || token === null ? {} : { authorization }),
        ...typed,
      },
      body: JSON.stringify(operation),
    });
    return response.json();
  };

  const root = document.getElementById('graphiql');
  ReactDOM.createRoot(root).render(
    React.createElement(GraphiQL, {
      fetcher,
      defaultHeaders: headers,
      defaultTabs: examples.map((example) => ({ ...example, headers })),
      defaultEditorToolsVisibility: 'headers',
      isHeadersEditorEnabled: true,
      shouldPersistHeaders: false,
    }),
  );
})();
