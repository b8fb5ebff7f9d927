/*
 * Run as a process of its own: what a service for Discord cannot do without. The same packages, and the library's client as it is, logged in.
 */
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
import { Client, Events, GatewayIntentBits } from 'discord.js';

const { DISCORD_API_URL: api = '', DISCORD_TOKEN: token = '' } = process.env;
const client = new Client({ intents: [GatewayIntentBits.DirectMessages], rest: { api } });
client.once(Events.ClientReady, () => console.log('ready'));
await client.login(token);
