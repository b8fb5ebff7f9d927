# syntax=docker/dockerfile:1
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No dev packages; none of the others needs an install script.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
# Two malloc arenas: with one per thread the render threads keep a third more memory than they use.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data MALLOC_ARENA_MAX=2
WORKDIR /app
# A volume that is mounted here for the first time takes over this owner, so that the non-root user can write to it.
# An SVG logo with live text is drawn with what fonts there are.
RUN apt-get update && apt-get install -y --no-install-recommends fontconfig fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY src src
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# node itself and not npm: it gets the stop signal and shuts down in order. A small young generation, as in npm start: what the service makes
# is little and short-lived, and the default would keep tens of megabytes for it; and what loading leaves behind is given back.
CMD ["node", "--max-semi-space-size=2", "--expose-gc", "src/main.ts"]
