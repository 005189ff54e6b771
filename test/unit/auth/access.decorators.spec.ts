import { Controller, Get, Post } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Authenticated, Elevated, Public, SignedByWix } from '../../../src/auth/access.decorators';
import { RouteAccessCheck, RouteAccessError } from '../../../src/auth/route-access.check';
import { RouteInventory } from '../../../src/auth/route.inventory';
import { StartError } from '../../../src/errors/start.error';

async function start(controller: new () => object) {
  const module = await Test.createTestingModule({
    imports: [DiscoveryModule],
    controllers: [controller],
    providers: [RouteInventory, RouteAccessCheck],
  }).compile();
  await module.init();
  return module;
}

async function faultsOf(controller: new () => object): Promise<readonly string[]> {
  try {
    await start(controller);
  } catch (error) {
    // Told without a stack.
    if (error instanceof RouteAccessError && error instanceof StartError) return error.faults;
    throw error;
  }
  return [];
}

describe('the access words', () => {
  it('let a process start when every route has exactly one', async () => {
    @Controller('sound')
    class SoundController {
      @Get('a') @Public() a() {}
      @Get('b') @Authenticated() b() {}
      @Post('c') @Elevated({ allow: ['USER'], calls: ['GET /apps/v1/instance'] }) c() {}
      @Post('d') @SignedByWix('webhook') d() {}
    }
    const module = await start(SoundController);
    expect(module.get(RouteInventory).list()).toEqual([
      { method: 'GET', path: '/sound/a', handler: 'SoundController.a', declared: [{ access: 'public' }] },
      {
        method: 'GET',
        path: '/sound/b',
        handler: 'SoundController.b',
        declared: [
          { access: 'authenticated', allow: ['VISITOR', 'MEMBER', 'USER'], fresh: false, instanceParameter: false },
        ],
      },
      {
        method: 'POST',
        path: '/sound/c',
        handler: 'SoundController.c',
        declared: [
          {
            access: 'elevated',
            allow: ['USER'],
            calls: ['GET /apps/v1/instance'],
            fresh: false,
            instanceParameter: false,
          },
        ],
      },
      {
        method: 'POST',
        path: '/sound/d',
        handler: 'SoundController.d',
        declared: [{ access: 'signed-by-wix', kind: 'webhook' }],
      },
    ]);
  });

  it('stop the process when a route has none, and name it', async () => {
    @Controller(['one', 'two'])
    class ForgetfulController {
      @Get(':id') forgotten() {}
      @Get() @Public() declared() {}
    }
    expect(await faultsOf(ForgetfulController)).toEqual([
      expect.stringMatching(/^GET \/one\/:id \(ForgetfulController\.forgotten\) has no access word/),
      expect.stringMatching(/^GET \/two\/:id \(ForgetfulController\.forgotten\) has no access word/),
    ]);
  });

  it('stop the process when a route has two, in either order', async () => {
    @Controller('both')
    class DoubleController {
      @Get('a') @Public() @Elevated({ allow: ['USER'], calls: ['GET /x'] }) a() {}
      @Get('b') @Authenticated() @Public() b() {}
    }
    expect(await faultsOf(DoubleController)).toEqual([
      expect.stringMatching(/GET \/both\/a .* has 2 access words \(elevated, public\)/),
      expect.stringMatching(/GET \/both\/b .* has 2 access words \(public, authenticated\)/),
    ]);
  });

  it('see a route that a controller inherits', async () => {
    class BaseController {
      @Get('inherited') inherited() {}
    }
    @Controller('child')
    class ChildController extends BaseController {}
    expect(await faultsOf(ChildController)).toEqual([expect.stringContaining('ChildController.inherited')]);
  });

  it.each([
    ['elevated without allow', { calls: ['GET /x'] }, 'allows no identity'],
    ['elevated with an empty allow', { allow: [], calls: ['GET /x'] }, 'allows no identity'],
    ['elevated without calls', { allow: ['USER'] }, 'is elevated for no Wix call'],
    ['elevated for a call without a method', { allow: ['USER'], calls: ['/apps/v1/instance'] }, 'is no Wix call'],
    ['elevated for a call with a query', { allow: ['USER'], calls: ['GET /apps?x=1'] }, 'is no Wix call'],
    ['elevated for a wildcard', { allow: ['USER'], calls: ['GET /apps/*'] }, 'is no Wix call'],
    ['elevated for another host', { allow: ['USER'], calls: ['GET //evil.example/x'] }, 'is no Wix call'],
  ])('stop the process for a route %s, though the compiler was silenced', async (_, options, fault) => {
    @Controller('odd')
    class OddController {
      @Get() @Elevated(options as never) odd() {}
    }
    expect(await faultsOf(OddController)).toEqual([expect.stringContaining(fault)]);
  });

  it('refuse to stand on anything but a method', () => {
    expect(() => {
      Public()({ constructor: { name: 'Thing' } } as never, 'field', {});
    }).toThrow('Thing.field is no method');
  });
});
