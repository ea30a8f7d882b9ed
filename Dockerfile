# Baton as an image: `baton serve` unless told otherwise. It runs as a user without rights, and writes nowhere but into
# /var/lib/baton and /tmp, so that its root file system can be read-only.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /opt/baton
COPY package.json package-lock.json .npmrc ./
# No package runs a script: all they need lies in them, and Node is that of the image.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY .swcrc nest-cli.json tsconfig.json ./
COPY .ci/build.js .ci/
COPY libs libs
COPY src src
RUN node .ci/build.js && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
WORKDIR /opt/baton
COPY --from=build /opt/baton/node_modules node_modules
COPY --from=build /opt/baton/dist dist
COPY package.json schema.graphql LICENSE ./
COPY docs/examples/*.graphql docs/examples/
RUN install -d -o node -g node -m 0700 /var/lib/baton
ENV NODE_ENV=production BATON_HOST=0.0.0.0 BATON_DATA=/var/lib/baton
USER node
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=8", "dist/src/cli.js"]
CMD ["serve"]
