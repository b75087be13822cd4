import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module';
import { AvatarsController } from './avatars.controller';

/** Pictures of people. */
@Module({
  imports: [IdentityModule],
  controllers: [AvatarsController],
})
export class AvatarsModule {}
