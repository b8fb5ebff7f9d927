import { describe } from 'vitest';
import { Renderer } from '#core/renderer/renderer.ts';
import { MachineError } from '#studio/machines/machine.ts';
import { TemplateRenderer } from '#studio/machines/template-renderer.ts';
import { drawLogo } from '../studio/support/studio-fixture.ts';
import { describeMachine } from './machine.ts';

describe('TemplateRenderer', () => {
  describeMachine(async () => {
    const logo = await drawLogo();
    const renderer = new Renderer({ threads: 1 });
    const readPicture = async (url: string): Promise<Uint8Array> => {
      if (url === 'http://logos.example/logo.png') return logo;
      throw new MachineError('There is no such logo.');
    };
    return {
      machine: new TemplateRenderer({ renderer, readPicture }),
      goodInputs: { input_image: 'http://logos.example/logo.png', input_number: 512, input_seed: 1 },
      badInputs: { input_image: 'http://logos.example/missing.png' },
      [Symbol.asyncDispose]: () => renderer[Symbol.asyncDispose](),
    };
  });
});
