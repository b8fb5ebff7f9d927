/* What the mockup command cannot do without: the same packages in one process, and one picture of that size written as PNG. */
import 'node:sqlite';
import '@hono/node-server';
import '@hono/zod-openapi';
import 'commander';
import 'culori/fn';
import 'dotenv';
import 'hono';
import 'intl-messageformat';
import 'ipaddr.js';
import 'keyv';
import 'nanoid';
import 'pino';
import 'piscina';
import 'undici';
import 'zod';
import { rename, writeFile } from 'node:fs/promises';
import sharp from 'sharp';

const [picture = '', target = ''] = process.argv.slice(2);
const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
const png = await sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
  .png()
  .toBuffer();
await writeFile(`${target}.part`, png);
await rename(`${target}.part`, target);
