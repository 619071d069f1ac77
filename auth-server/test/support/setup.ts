import { disableUsedStorages } from '@latch/test-kit/async-storages';

afterAll(disableUsedStorages);
