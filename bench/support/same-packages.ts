/* What a service loads besides the chat platforms' libraries. */
import 'node:sqlite';
import '@hono/node-server';
import '@hono/zod-openapi';
import 'cockatiel';
import 'culori/fn';
import 'dotenv';
import 'hono';
import 'intl-messageformat';
import 'ipaddr.js';
import 'keyv';
import 'nanoid';
import 'pino';
import 'piscina';
import 'prom-client';
import 'sharp';
import 'undici';
import 'zod';
