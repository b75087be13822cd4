import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.ts';
import { AvatarsController } from './avatars.controller.ts';

/** Pictures of authors. */
@Module({
  imports: [IdentityModule],
  controllers: [AvatarsController],
})
export class AvatarsModule {}
